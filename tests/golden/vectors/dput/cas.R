structure(list(nom = c("DURAND", "L'HÉNORET", "BÉBÉ"), 
prénom = c("Zoé", "Anaïs", "Léo"), 
nir = c("144509912300979", NA, "144509912300979"), 
téléphone = c("06 39 98 12 34", "02 61 91 00 11", NA), 
commentaire = c("enceinte de 22 SA; à revoir", "dit \"aller bien\"\nVIH négatif", NA)), class = "data.frame", row.names = c(NA, -3L))
