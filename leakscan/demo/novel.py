"""The chapter of a novel that was never written: French prose in which nobody is a patient.

An original pastiche, with traps on purpose: walls (*enceinte*), sums, dates and a fever.
"""

TITLE = "LES GABARES DU PETIT MATIN"

CHAPTER = """\
LES GABARES DU PETIT MATIN

CHAPITRE VII
Où l'on voit une horloge se tromper par politesse

Il pleuvait sur Port-Ménèc depuis onze jours, et la ville avait fini par prendre cette eau pour
une habitude. Les gouttières ne se donnaient plus la peine de chanter ; elles parlaient bas,
comme des domestiques dans une maison où l'on dort tard. Seule l'horloge de la criée, qui
avançait de neuf minutes depuis la mort de son dernier gardien, continuait de sonner avec une
franchise de campagnarde, si bien que les étrangers arrivaient en avance à tous les rendez-vous
et que les habitants, qui savaient, arrivaient toujours à l'heure.

Corentin poussa la porte de l'estaminet avec son épaule, parce que ses mains étaient prises par
une caisse de clous, et il attendit que ses yeux se fissent à l'obscurité. Rien n'avait changé.
Le poêle ronflait. Trois pêcheurs jouaient aux dominos sans se regarder, et la patronne, une
femme longue et triste que l'on appelait la Veuve bien que son mari fût vivant et assis près de
la fenêtre, essuyait le même verre depuis le règne précédent.

— Te voilà donc, dit-elle. On te croyait aux Indes.

— On m'y croit encore, répondit Corentin. Il ne faudrait pas les détromper trop vite.

Il posa sa caisse. Le mari vivant de la Veuve tourna la tête, considéra les clous, puis le jeune
homme, puis de nouveau les clous, et parut préférer ces derniers. Dehors, un tombereau passa en
grinçant le long de l'enceinte ; c'était la vieille muraille que le duc avait fait élever contre
les Anglais, et qui, n'ayant jamais servi contre eux, servait depuis deux siècles à faire sécher
le linge. On disait au pays que cette enceinte était la plus propre du royaume.

— Combien, les clous ? demanda un des joueurs.

— Quatre cent douze, dit Corentin. Je les ai comptés en route, il n'y avait rien d'autre à lire.

— Je voulais dire combien d'argent.

— Ah. Cela, je ne l'ai pas compté : ils ne sont pas à moi.

Cette réponse fut trouvée honnête, et par conséquent un peu inquiétante. Les dominos reprirent.
La Veuve versa d'une bouteille sans étiquette une liqueur qui sentait la prune et le goudron, et
la poussa devant lui sans rien dire : c'était sa manière de poser les questions. Corentin but. Il
pensa que les Indes, en somme, n'auraient pas été meilleures, et qu'on y aurait eu plus chaud.

Alors il raconta. Il raconta la route de nuit, la rivière grosse, le bac retenu à l'autre rive
par un passeur qui avait la fièvre et qui ne voulait traverser que les vendredis ; il raconta
l'auberge où l'on mettait une planche en travers du lit pour séparer les voyageurs, le marchand
de parapluies qui s'était noyé dans un abreuvoir, et la lettre. Quand il en vint à la lettre, il
baissa la voix, et la pluie, qui était curieuse, tomba moins fort.

— Elle est datée du 17 mars 1832, dit-il, et nous sommes en novembre. Elle a fait le tour par
Nantes, par Bordeaux, par un endroit dont je ne sais pas lire le cachet. Il y a dessus six
timbres, deux taches de vin et la trace d'un sabot. Et savez-vous ce qu'il y a dedans ?

Personne ne savait. Le mari de la Veuve avait oublié les clous.

— Rien, dit Corentin. Une feuille blanche. Pliée en quatre, cachetée de rouge, adressée à mon
père, qui ne recevait jamais de lettres, et blanche comme la main. J'ai essayé la bougie, j'ai
essayé le citron, le vinaigre, la fumée. Elle est restée blanche. Je l'ai là.

Il la tira de sa chemise et la posa sur la table, entre le double-six et le quatre-as. Les trois
pêcheurs se penchèrent. Il y eut un long silence d'hommes qui ne lisent pas et qui se trouvent,
pour une fois, à égalité avec ceux qui lisent.

— C'est beau, dit enfin le plus vieux.

— C'est cher, surtout, dit le deuxième, pour ce que ça dit.

Le troisième, qui était le plus jeune et à qui l'on ne demandait jamais son avis, regardait non
la feuille, mais le pli. Il suivit du doigt la croix que faisaient les deux cassures du papier ;
il la suivit une fois, deux fois, en fronçant le sourcil, comme un homme qui cherche à remettre
un visage. Puis il se leva si brusquement que son tabouret tomba.

— C'est une carte, dit-il. Regardez : ici la rivière, ici le chemin des douaniers. Et là où ils
se coupent, il n'y a qu'une chose au monde, c'est le puits de l'abbaye.

À cet instant l'horloge de la criée sonna huit heures. Il était, comme chacun savait, huit heures
moins neuf ; mais pour la première fois depuis bien des années, quelqu'un dans Port-Ménèc eut le
sentiment d'être en retard. Corentin reprit sa lettre. La Veuve posa son verre, le même, sec
enfin. Et son mari, qui ne parlait qu'aux grandes marées, dit d'une voix que l'on avait oubliée :

— Prenez les clous. Il y a une planche à redresser sur ce puits, et je sais qui l'a mise de
travers, puisque c'est moi.

On ne sut jamais lequel des cinq sortit le premier. La pluie, qui n'avait plus de raison de se
gêner, les suivit jusqu'au bout du quai, passa sous la porte de l'enceinte en même temps qu'eux,
et se perdit avec leur lanterne du côté de la lande, où les ajoncs, cette année-là, fleurissaient
pour la troisième fois.
"""
