"""Which program wrote a text, told by the mark that programs leave at its beginning."""

_HEAD = 4096
_MARKS = (
    ("phpmyadmin", b"phpMyAdmin SQL Dump"),
    ("mariadb-dump", b"-- MariaDB dump"),
    ("mysqldump", b"-- MySQL dump"),
    ("pg_dump", b"-- PostgreSQL database dump"),
    ("pg_dump", b"-- PostgreSQL database cluster dump"),
    ("adminer", b"-- Adminer "),
    ("heidisql", b"HeidiSQL"),
    ("dbeaver", b"DBeaver"),
    ("navicat", b"Navicat"),
    ("sqlite-dump", b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;"),
    ("oracle", b"REM INSERTING into"),
    ("sqlserver", b"SET ANSI_NULLS ON"),
    ("hl7", b"MSH|^~\\&|"),
    ("hprim", b"H|^~\\&|"),
    ("hprim", b"H|~^\\&|"),
)
"""A name of ours, and what the program writes; never what its user wrote."""


def software_of(text: bytes) -> str:
    """The name of the program that wrote the text, empty when it left no mark."""
    head = text[:_HEAD]
    return next((name for name, mark in _MARKS if mark in head), "")
