package org.caravanserai.company;

import java.util.List;
import java.util.Map;
import org.caravanserai.company.Range.Trunk;

/** Screwdrivers, sets and bits. */
final class Turning {
    private Turning() {}

    private static final Text BLADE = new Text(
            "Lame en acier chrome-vanadium trempée à cœur, pointe brunie pour la précision et l'adhérence.",
            "Through-hardened chrome-vanadium blade with a blackened tip for precision and grip.",
            "Durchgehärtete Klinge aus Chrom-Vanadium-Stahl mit brünierter Spitze für Präzision und Halt.");

    private static final Trunk DRIVERS = new Trunk("screwdrivers", "PCE", "OUTI", 10, 100, "82054000", BLADE);
    private static final Trunk INSULATED = new Trunk(
            "screwdrivers",
            "PCE",
            "ISOL",
            5,
            50,
            "82054000",
            new Text(
                    "Chaque pièce est essayée sous 10 000 V et marquée 1000 V.",
                    "Every piece is tested at 10,000 V and marked 1000 V.",
                    "Jedes Stück wird mit 10.000 V geprüft und mit 1000 V gekennzeichnet."));
    private static final Trunk BITS = new Trunk(
            "screwdrivers",
            "PCE",
            "PETI",
            100,
            1000,
            "82079030",
            new Text(
                    "Entraînement six pans 1/4\" selon ISO 1173, longueur 25 mm ; prix indiqué pour cent pièces.",
                    "1/4\" hexagon drive to ISO 1173, 25 mm long; priced per hundred.",
                    "Sechskantantrieb 1/4\" nach ISO 1173, Länge 25 mm; Preis für hundert Stück."));

    private static Map<String, Object> blade(String mm) {
        return Map.of("bladeLength", Codes.mm(mm));
    }

    static List<Range> ranges() {
        return List.of(
                new Range(DRIVERS, "TV-100", "outils/vissage/tournevis")
                        .name("Tournevis lame plate", "Slotted screwdriver", "Schlitzschraubendreher")
                        .text(
                                "Manche trilobé en deux matières qui remplit la paume et laisse passer le couple sans effort.",
                                "Three-lobed two-component handle that fills the palm and transfers torque without effort.",
                                "Dreikantiger Zweikomponentengriff, der die Handfläche füllt und das Drehmoment mühelos überträgt.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .norms("ISO 2380-1")
                        .eco(2)
                        .of("2575", 490, 42, "tip", "SL2.5", blade("75"))
                        .of("35100", 540, 58, "tip", "SL3.5", blade("100"))
                        .of("40100", 590, 68, "tip", "SL4", blade("100"))
                        .of("55125", 690, 96, "tip", "SL5.5", blade("125"))
                        .of("65150", 790, 128, "tip", "SL6.5", blade("150"))
                        .of("80175", 990, 186, "tip", "SL8", blade("175")),
                new Range(DRIVERS, "TV-200", "outils/vissage/tournevis")
                        .name("Tournevis cruciforme PH", "PH cross-head screwdriver", "Kreuzschlitzschraubendreher PH")
                        .text(
                                "Empreinte cruciforme usinée avec précision qui centre la vis et limite le glissement.",
                                "Accurately machined cross tip that centres the screw and limits cam-out.",
                                "Präzise gefräste Kreuzspitze, die die Schraube zentriert und das Herausrutschen begrenzt.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .norms("ISO 8764-1")
                        .eco(2)
                        .of("PH0", 520, 48, "tip", "PH0", blade("60"))
                        .of("PH1", 590, 72, "tip", "PH1", blade("80"))
                        .of("PH2", 690, 108, "tip", "PH2", blade("100"))
                        .of("PH3", 920, 192, "tip", "PH3", blade("150")),
                new Range(DRIVERS, "TV-210", "outils/vissage/tournevis")
                        .name("Tournevis cruciforme PZ", "PZ cross-head screwdriver", "Kreuzschlitzschraubendreher PZ")
                        .text(
                                "Pour les vis à bois et les vis de menuiserie : flancs parallèles et repère d'empreinte sur le talon du manche.",
                                "For wood and joinery screws: parallel flanks and a tip mark on the end of the handle.",
                                "Für Holz- und Möbelschrauben: parallele Flanken und Profilkennzeichnung am Griffende.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .norms("ISO 8764-1")
                        .eco(2)
                        .of("PZ0", 520, 48, "tip", "PZ0", blade("60"))
                        .of("PZ1", 590, 72, "tip", "PZ1", blade("80"))
                        .of("PZ2", 690, 108, "tip", "PZ2", blade("100"))
                        .of("PZ3", 920, 192, "tip", "PZ3", blade("150")),
                new Range(DRIVERS, "TV-300", "outils/vissage/tournevis")
                        .name("Tournevis six lobes", "Six-lobe screwdriver", "Schraubendreher Innensechsrund")
                        .text(
                                "Transmet plus de couple qu'une empreinte cruciforme, sans poussée axiale ; taille gravée sur la lame.",
                                "Transfers more torque than a cross tip without axial pressure; size engraved on the blade.",
                                "Überträgt mehr Drehmoment als ein Kreuzschlitz, ohne Anpressdruck; Größe auf der Klinge graviert.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .norms("ISO 10664")
                        .eco(2)
                        .of("T10", 560, 52, "tip", "T10", blade("80"))
                        .of("T15", 580, 58, "tip", "T15", blade("80"))
                        .of("T20", 620, 76, "tip", "T20", blade("100"))
                        .of("T25", 650, 82, "tip", "T25", blade("100"))
                        .of("T27", 690, 94, "tip", "T27", blade("115"))
                        .of("T30", 740, 112, "tip", "T30", blade("115"))
                        .of("T40", 860, 150, "tip", "T40", blade("130")),
                new Range(INSULATED, "TV-400", "outils/electricien/tournevis")
                        .name(
                                "Tournevis isolé 1000 V lame fine",
                                "1000 V insulated slim screwdriver",
                                "VDE-Schraubendreher 1000 V, schlanke Klinge")
                        .text(
                                "Lame surmoulée jusqu'à l'empreinte, affinée pour atteindre les vis noyées des borniers.",
                                "Blade overmoulded down to the tip and slimmed to reach recessed terminal screws.",
                                "Bis zur Spitze umspritzte, verjüngte Klinge für tief liegende Klemmschrauben.")
                        .value("handle", "bi-material")
                        .value("insulated", true)
                        .norms("EN IEC 60900")
                        .eco(2)
                        .of("SL25", 890, 46, "tip", "SL2.5", blade("75"))
                        .of("SL40", 990, 70, "tip", "SL4", blade("100"))
                        .of("PH1", 1050, 76, "tip", "PH1", blade("80"))
                        .of("PH2", 1190, 112, "tip", "PH2", blade("100")),
                new Range(DRIVERS, "TV-500", "outils/vissage/coffrets")
                        .name(
                                "Jeu de 6 tournevis d'horloger",
                                "Set of 6 precision screwdrivers",
                                "Feinmechanik-Schraubendrehersatz, 6-teilig")
                        .text(
                                "Calotte pivotante et repère de couleur par empreinte ; présentés dans un étui de poche transparent.",
                                "Swivel cap and colour mark for each tip; in a clear pocket case.",
                                "Drehkappe und Farbmarkierung je Profil; im transparenten Taschenetui.")
                        .value("handle", "aluminium")
                        .value("insulated", false)
                        .value("pieces", 6)
                        .value("tip", "assorted")
                        .eco(2)
                        .single(1690, 180),
                new Range(DRIVERS, "TV-510", "outils/vissage/coffrets")
                        .name(
                                "Jeu de 8 tournevis d'atelier",
                                "Set of 8 workshop screwdrivers",
                                "Werkstatt-Schraubendrehersatz, 8-teilig")
                        .text(
                                "Les huit empreintes les plus demandées sur un support mural qui garde chaque outil à sa place.",
                                "The eight most wanted tips on a wall rack that keeps every tool in its place.",
                                "Die acht meistgefragten Profile auf einer Wandhalterung, die jedes Werkzeug an seinem Platz hält.")
                        .value("handle", "bi-material")
                        .value("insulated", false)
                        .value("pieces", 8)
                        .value("tip", "assorted")
                        .eco(2)
                        .packed(4, 16)
                        .single(4290, 890),
                new Range(INSULATED, "TV-520", "outils/electricien/tournevis")
                        .name(
                                "Coffret de 7 tournevis isolés 1000 V",
                                "Case of 7 insulated screwdrivers 1000 V",
                                "VDE-Schraubendreherkoffer 1000 V, 7-teilig")
                        .text(
                                "Coffret rigide d'électricien : trois lames plates, deux PH, deux PZ et un emplacement pour le testeur.",
                                "Electrician's hard case: three slotted, two PH, two PZ and a slot for the voltage tester.",
                                "Elektriker-Hartschalenkoffer: drei Schlitz, zwei PH, zwei PZ und ein Fach für den Spannungsprüfer.")
                        .value("handle", "bi-material")
                        .value("insulated", true)
                        .value("pieces", 7)
                        .value("tip", "assorted")
                        .norms("EN IEC 60900")
                        .eco(2)
                        .packed(4, 16)
                        .single(5890, 960),
                new Range(BITS, "TV-800", "outils/vissage/embouts")
                        .name("Embout de vissage 25 mm", "Screwdriver bit 25 mm", "Schrauberbit 25 mm")
                        .text(
                                "Acier allié à dureté contrôlée, zone de torsion amincie pour les visseuses à choc.",
                                "Alloy steel of controlled hardness with a slimmed torsion zone for impact drivers.",
                                "Legierter Stahl mit kontrollierter Härte und verjüngter Torsionszone für Schlagschrauber.")
                        .value("handle", "without")
                        .value("insulated", false)
                        .norms("ISO 1173")
                        .priceFor100()
                        .of("PH1", 3900, 7, "tip", "PH1")
                        .of("PH2", 3900, 7, "tip", "PH2")
                        .of("PH3", 4100, 8, "tip", "PH3")
                        .of("PZ1", 3900, 7, "tip", "PZ1")
                        .of("PZ2", 3900, 7, "tip", "PZ2")
                        .of("PZ3", 4100, 8, "tip", "PZ3")
                        .of("T20", 4500, 7, "tip", "T20")
                        .of("T25", 4500, 7, "tip", "T25")
                        .of("T30", 4600, 7, "tip", "T30"));
    }
}
