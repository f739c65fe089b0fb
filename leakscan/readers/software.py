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


_APPLICATIONS = (
    ("excel", "microsoft excel"),
    ("excel", "microsoft macintosh excel"),
    ("word", "microsoft office word"),
    ("word", "microsoft word"),
    ("powerpoint", "microsoft office powerpoint"),
    ("libreoffice", "libreoffice"),
    ("openoffice", "openoffice"),
    ("onlyoffice", "onlyoffice"),
    ("wps", "wps office"),
    ("sheetjs", "sheetjs"),
    ("apache-poi", "apache poi"),
    ("aspose", "aspose"),
    ("phpspreadsheet", "phpspreadsheet"),
    ("phpspreadsheet", "phpexcel"),
    ("docx4j", "docx4j"),
    ("jasperreports", "jasperreports"),
    ("crystal-reports", "crystal reports"),
    ("business-objects", "businessobjects"),
    ("itext", "itext"),
    ("apache-fop", "apache fop"),
    ("pdfbox", "pdfbox"),
    ("tcpdf", "tcpdf"),
    ("fpdf", "fpdf"),
    ("dompdf", "dompdf"),
    ("wkhtmltopdf", "wkhtmltopdf"),
    ("reportlab", "reportlab"),
    ("pdfsharp", "pdfsharp"),
    ("pdfcreator", "pdfcreator"),
    ("chrome", "skia/pdf"),
    ("firefox", "mozilla firefox"),
    ("print-to-pdf", "microsoft: print to pdf"),
    ("macos", "quartz pdfcontext"),
    ("latex", "pdftex"),
    ("acrobat", "adobe acrobat"),
    ("acrobat", "acrobat distiller"),
    ("acrobat", "acrobat pdfmaker"),
    ("ghostscript", "ghostscript"),
)
"""A name of ours, and what the program calls itself in the properties of a document; the one in
which a document was made before those that made a PDF of it."""
_MARKS_OF_TRADE = str.maketrans("", "", "®™©")


def application_of(said: str) -> str:
    """The name of the program that a document says wrote it, empty for one not known here."""
    said = said.translate(_MARKS_OF_TRADE).casefold()
    return next((name for name, mark in _APPLICATIONS if mark in said), "")


def software_of(text: bytes) -> str:
    """The name of the program that wrote the text, empty when it left no mark."""
    head = text[:_HEAD]
    return next((name for name, mark in _MARKS if mark in head), "")
