-- MySQL dump 10.13  Distrib 8.0.36

DROP TABLE IF EXISTS `patient`;
CREATE TABLE `patient` (
  `id` int NOT NULL,
  `nom` text,
  `prénom` text,
  `nir` text,
  `téléphone` text,
  `commentaire` text,
  PRIMARY KEY (`id`)
);
INSERT INTO `patient` VALUES (1,'DURAND','Zoé','144509912300979','06 39 98 12 34','enceinte de 22 SA; à revoir'),(2,'L\'HÉNORET','Anaïs',NULL,'02 61 91 00 11','dit "aller bien"\nVIH négatif'),(3,'BÉBÉ','Léo','144509912300979',NULL,NULL);
INSERT INTO `note` (`id`, `texte`) VALUES (1,'rien à signaler'),
(2,'l''essentiel');
UNLOCK TABLES;
