BEGIN TRANSACTION;
CREATE TABLE "patient" (
"nom" TEXT,
  "prénom" TEXT,
  "sexe" TEXT,
  "date_naissance" TEXT,
  "nir" TEXT,
  "téléphone" TEXT,
  "code_analyse" TEXT,
  "résultat" TEXT,
  "email" TEXT,
  "commentaire" TEXT
);
INSERT INTO "patient" VALUES('DURAND','Zoé','F','12/03/1961','261509912304533','06 39 98 12 34','GLY','1.42','zoé@example.org','Diabète de type 2 connu');
INSERT INTO "patient" VALUES('L''HÉNORET','Anaïs','F','30/11/1984','284509920011221','02 61 91 00 11','TSH','2.31','anaïs@example.org','pas d''allergie connue
sous Levothyrox');
INSERT INTO "patient" VALUES('MARTIN','Léo','M','01/02/2015','115509931120826','01 99 00 45 67','CRP','48','léo@example.org','angine ; prélèvement à domicile');
INSERT INTO "patient" VALUES('PETIT & FILS','Marc','M','25/07/1939','139509941237716','03 53 01 22 33','INR','3.6','marc@example.org','fibrillation auriculaire, sous Previscan');
INSERT INTO "patient" VALUES('LE GOFF','Maëlle','F','17/09/1972','272509951249977','04 65 71 10 20','FERR','12','maëlle@example.org','');
INSERT INTO "patient" VALUES('GARCIA','Inès','F','08/12/1990','290509961250173','05 36 49 98 76','HCG','12500','inès@example.org','enceinte de 8 SA, "à revoir"');
INSERT INTO "patient" VALUES('BERNARD','Paul','M','19/05/1955','155509971263364','06 39 98 77 01','HBA1C','8.4','paul@example.org','mère diabétique');
INSERT INTO "patient" VALUES('ROUSSEAU','Chloé','F','03/10/2001','201509981274434','06 39 98 00 42','VIH','0.02','chloé@example.org','sérologie VIH négative');
COMMIT;