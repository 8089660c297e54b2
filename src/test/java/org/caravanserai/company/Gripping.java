package org.caravanserai.company;

import java.util.List;
import org.caravanserai.company.Range.Trunk;

/** Pliers and cutters. */
final class Gripping {
    private Gripping() {}

    private static final Trunk PLIERS = new Trunk(
            "pliers",
            "PCE",
            "OUTI",
            6,
            60,
            "82032000",
            new Text(
                    "Acier outil forgé, articulation ajustée sans jeu et tranchants trempés par induction.",
                    "Forged tool steel, play-free joint and induction-hardened cutting edges.",
                    "Geschmiedeter Werkzeugstahl, spielfreies Gelenk und induktiv gehärtete Schneiden."));

    private static final Trunk INSULATED = new Trunk(
            "pliers",
            "PCE",
            "ISOL",
            6,
            36,
            "82032000",
            new Text(
                    "Gaines bimatières essayées à l'unité sous 10 000 V, utilisables sous tension jusqu'à 1000 V alternatif.",
                    "Two-component grips tested one by one at 10,000 V for live work up to 1000 V AC.",
                    "Zweikomponentenhüllen, einzeln mit 10.000 V geprüft, für Arbeiten unter Spannung bis 1000 V AC."));

    static List<Range> ranges() {
        return List.of(
                new Range(PLIERS, "PI-100", "outils/serrage/universelles")
                        .name("Pince universelle", "Combination pliers", "Kombizange")
                        .text(
                                "Becs striés, zone tube et tranchant long qui coupe aussi la corde à piano.",
                                "Serrated jaws, pipe grip and a long cutting edge that also cuts piano wire.",
                                "Gezahnte Backen, Rohrgriffzone und lange Schneide, die auch Pianodraht trennt.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .norms("ISO 5746")
                        .eco(3)
                        .of("160", 1590, 190, "overallLength", Codes.mm("160"))
                        .of("180", 1690, 240, "overallLength", Codes.mm("180"))
                        .of("200", 1850, 300, "overallLength", Codes.mm("200")),
                new Range(PLIERS, "PI-110", "outils/serrage/coupantes")
                        .name("Pince coupante diagonale", "Diagonal cutters", "Seitenschneider")
                        .text(
                                "Démultiplication qui réduit l'effort d'un tiers sur fil dur, tête affinée pour les passages étroits.",
                                "Leverage that takes a third off the effort on hard wire, slim head for tight spaces.",
                                "Übersetzung, die den Kraftaufwand bei hartem Draht um ein Drittel senkt, schlanker Kopf für enge Stellen.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .norms("ISO 5749")
                        .eco(3)
                        .of("140", 1650, 160, "overallLength", Codes.mm("140"))
                        .of("160", 1790, 200, "overallLength", Codes.mm("160"))
                        .of("180", 1950, 250, "overallLength", Codes.mm("180")),
                new Range(PLIERS, "PI-120", "outils/serrage/becs-longs")
                        .name("Pince à bec demi-rond", "Snipe-nose pliers", "Flachrundzange")
                        .text(
                                "Bec long élastique et indéformable, stries croisées et tranchant latéral.",
                                "Long, springy jaws that keep their shape, cross serrations and side cutter.",
                                "Lange, elastische, formbeständige Backen mit Kreuzzahnung und Seitenschneide.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .norms("ISO 5745")
                        .eco(3)
                        .of("160", 1690, 150, "overallLength", Codes.mm("160"))
                        .of("200", 1890, 200, "overallLength", Codes.mm("200")),
                new Range(PLIERS, "PI-200", "outils/serrage/multiprises")
                        .name(
                                "Pince multiprise entrepassée",
                                "Box-joint water pump pliers",
                                "Wasserpumpenzange mit durchgestecktem Gelenk")
                        .text(
                                "Vingt-cinq positions de réglage par bouton, mâchoires autobloquantes sur tubes et écrous.",
                                "Twenty-five positions set by push button, self-gripping jaws on pipes and nuts.",
                                "Fünfundzwanzig Stellungen per Druckknopf, selbstklemmende Backen an Rohren und Muttern.")
                        .value("handle", "pvc-dipped")
                        .value("insulated", false)
                        .norms("ISO 8976")
                        .eco(3)
                        .of("250", 2290, 340, "overallLength", Codes.mm("250"))
                        .of("300", 2790, 520, "overallLength", Codes.mm("300")),
                new Range(PLIERS, "PI-210", "outils/serrage/multiprises")
                        .name("Pince-étau à mors droits", "Straight-jaw locking pliers", "Gripzange mit geraden Backen")
                        .text(
                                "Serrage réglable par molette et levier de déblocage protégé ; tient la pièce quand les deux mains sont prises.",
                                "Screw-adjusted clamping and guarded release lever; holds the work while both hands are busy.",
                                "Spannweite per Rändelschraube, geschützter Lösehebel; hält das Werkstück, wenn beide Hände gebraucht werden.")
                        .value("handle", "steel")
                        .value("insulated", false)
                        .eco(3)
                        .of("180", 1490, 330, "overallLength", Codes.mm("180"))
                        .of("250", 1690, 510, "overallLength", Codes.mm("250")),
                new Range(INSULATED, "PI-300", "outils/electricien/pinces")
                        .name(
                                "Pince universelle isolée 1000 V",
                                "Insulated combination pliers 1000 V",
                                "VDE-Kombizange 1000 V")
                        .text(
                                "La pince de base de l'électricien, garde large devant les doigts et tranchant pour cuivre et aluminium.",
                                "The electrician's basic pliers with a wide finger guard and cutter for copper and aluminium.",
                                "Die Grundzange des Elektrikers mit breitem Abgleitschutz und Schneide für Kupfer und Aluminium.")
                        .value("handle", "bi-material")
                        .value("insulated", true)
                        .norms("EN IEC 60900")
                        .eco(3)
                        .of("180", 2590, 290, "overallLength", Codes.mm("180"))
                        .of("200", 2750, 350, "overallLength", Codes.mm("200")),
                new Range(INSULATED, "PI-310", "outils/electricien/pinces")
                        .name(
                                "Pince coupante isolée 1000 V",
                                "Insulated diagonal cutters 1000 V",
                                "VDE-Seitenschneider 1000 V")
                        .text(
                                "Coupe au ras les colliers et les conducteurs souples jusqu'à 16 mm².",
                                "Flush-cuts cable ties and flexible conductors up to 16 mm².",
                                "Schneidet Kabelbinder bündig und feindrähtige Leiter bis 16 mm².")
                        .value("handle", "bi-material")
                        .value("insulated", true)
                        .norms("EN IEC 60900")
                        .eco(3)
                        .of("160", 2690, 240, "overallLength", Codes.mm("160"))
                        .of("180", 2850, 290, "overallLength", Codes.mm("180")),
                new Range(PLIERS, "PI-400", "outils/serrage/coupantes")
                        .name("Tenaille russe", "Tower pincers", "Rabitzzange")
                        .text(
                                "La tenaille du ferrailleur : têtes fines, branches longues et tranchants pour fil recuit.",
                                "The steel fixer's pincers: slim head, long handles and edges for annealed wire.",
                                "Die Zange des Eisenflechters: schmaler Kopf, lange Schenkel und Schneiden für geglühten Draht.")
                        .value("handle", "pvc-dipped")
                        .value("insulated", false)
                        .norms("ISO 9242")
                        .eco(3)
                        .of("220", 1350, 290, "overallLength", Codes.mm("220"))
                        .of("250", 1450, 360, "overallLength", Codes.mm("250")),
                new Range(PLIERS, "PI-410", "outils/electricien/pinces")
                        .name("Pince à dénuder automatique", "Automatic wire stripper", "Automatische Abisolierzange")
                        .text(
                                "S'adapte seule aux conducteurs de 0,2 à 6 mm², butée de longueur réglable et coupe-fil intégré.",
                                "Adjusts itself to conductors from 0.2 to 6 mm², adjustable length stop and built-in cutter.",
                                "Stellt sich selbst auf Leiter von 0,2 bis 6 mm² ein, einstellbarer Längenanschlag und integrierter Schneider.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .value("overallLength", Codes.mm("190"))
                        .group("ISOL")
                        .eco(3)
                        .single(3890, 280),
                new Range(PLIERS, "PI-420", "outils/electricien/pinces")
                        .name(
                                "Pince à sertir les cosses isolées",
                                "Crimping pliers for insulated terminals",
                                "Crimpzange für isolierte Kabelschuhe")
                        .text(
                                "Mécanisme à cliquet qui ne s'ouvre qu'en fin de cycle, trois empreintes repérées rouge, bleu et jaune.",
                                "Ratchet that only opens at the end of the cycle, three dies marked red, blue and yellow.",
                                "Ratsche, die erst am Ende des Zyklus öffnet, drei Gesenke in Rot, Blau und Gelb.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .value("overallLength", Codes.mm("220"))
                        .group("ISOL")
                        .eco(3)
                        .single(4490, 520),
                new Range(PLIERS, "PI-430", "outils/serrage/circlips")
                        .name("Pince à circlips", "Circlip pliers", "Sicherungsringzange")
                        .text(
                                "Pointes rapportées en corde à piano, butée réglable et ressort de rappel vissé.",
                                "Inserted piano-wire tips, adjustable stop and screwed return spring.",
                                "Eingesetzte Spitzen aus Pianodraht, einstellbarer Anschlag und geschraubte Öffnungsfeder.")
                        .value("handle", "pvc-dipped")
                        .value("insulated", false)
                        .norms("DIN 5254", "DIN 5256")
                        .eco(3)
                        .of("EX19", 1590, 170, "overallLength", Codes.mm("140"))
                        .of("EX40", 1790, 230, "overallLength", Codes.mm("180"))
                        .of("IN19", 1590, 165, "overallLength", Codes.mm("145"))
                        .of("IN40", 1790, 220, "overallLength", Codes.mm("185")),
                new Range(PLIERS, "PI-440", "outils/serrage/coupantes")
                        .name(
                                "Coupe-boulons bras tubulaires",
                                "Bolt cutters, tubular arms",
                                "Bolzenschneider mit Rohrschenkeln")
                        .text(
                                "Lames réglables par excentrique et bras tubulaires légers ; coupe l'acier jusqu'à 48 HRC.",
                                "Cam-adjustable blades and light tubular arms; cuts steel up to 48 HRC.",
                                "Exzentrisch nachstellbare Messer und leichte Rohrschenkel; schneidet Stahl bis 48 HRC.")
                        .value("handle", "steel")
                        .value("insulated", false)
                        .eco(3)
                        .packed(2, 8)
                        .of("450", 3290, 1450, "overallLength", Codes.mm("450"))
                        .of("600", 4190, 2300, "overallLength", Codes.mm("600"))
                        .of("750", 5690, 3900, "overallLength", Codes.mm("750")),
                new Range(PLIERS, "PI-500", "outils/serrage/universelles")
                        .name("Trousse de trois pinces", "Set of three pliers", "Zangensatz, 3-teilig")
                        .text(
                                "Universelle 180, coupante 160 et bec demi-rond 160 dans une trousse en toile à enrouler.",
                                "Combination 180, cutters 160 and snipe-nose 160 in a canvas tool roll.",
                                "Kombizange 180, Seitenschneider 160 und Flachrundzange 160 in einer Rolltasche aus Segeltuch.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .value("overallLength", Codes.mm("180"))
                        .eco(3)
                        .packed(4, 16)
                        .single(4590, 720));
    }
}
