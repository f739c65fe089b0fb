--
-- PostgreSQL database dump
--

SET client_encoding = 'UTF8';

COPY public.patient (nom, prénom, nir, téléphone, commentaire) FROM stdin;
DURAND	Zoé	144509912300979	06 39 98 12 34	enceinte de 22 SA; à revoir
L'HÉNORET	Anaïs	\N	02 61 91 00 11	dit "aller bien"\nVIH négatif
BÉBÉ	Léo	144509912300979	\N	\N
\.

ALTER TABLE ONLY public.patient ADD CONSTRAINT p PRIMARY KEY (nom);
