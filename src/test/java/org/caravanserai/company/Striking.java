package org.caravanserai.company;

import java.util.List;
import java.util.Map;
import org.caravanserai.company.Range.Trunk;

/** Hammers and their wedges. */
final class Striking {
    private Striking() {}

    private static final Trunk HAMMERS = new Trunk(
            "hammers",
            "PCE",
            "OUTI",
            6,
            36,
            "82052000",
            new Text(
                    "Tête forgée et traitée dans notre atelier de Nevers ; garantie à vie contre les défauts de fabrication.",
                    "Head forged and heat-treated in our Nevers workshop; lifetime guarantee against manufacturing faults.",
                    "Kopf in unserer Werkstatt in Nevers geschmiedet und vergütet; lebenslange Garantie auf Herstellungsfehler."));

    private static final Trunk MALLETS = new Trunk(
            "hammers",
            "PCE",
            "OUTI",
            6,
            36,
            "82052000",
            new Text(
                    "Manche remplaçable sans outil spécial ; garantie de deux ans.",
                    "Handle replaceable without special tools; two-year guarantee.",
                    "Stiel ohne Spezialwerkzeug austauschbar; zwei Jahre Garantie."));

    private static final Trunk WEDGES = new Trunk(
            "hammers",
            "PCE",
            "PETI",
            100,
            1000,
            "82059080",
            new Text(
                    "Vendu au cent pour les ateliers de réparation et les rayons libre-service.",
                    "Sold by the hundred for repair shops and self-service shelves.",
                    "Verkauf zu hundert Stück für Reparaturwerkstätten und Selbstbedienungsregale."));

    private static Map<String, Object> overall(String mm) {
        return Map.of("overallLength", Codes.mm(mm));
    }

    static List<Range> ranges() {
        return List.of(
                new Range(HAMMERS, "MA-100", "outils/frappe/rivoirs")
                        .name(
                                "Marteau rivoir manche frêne",
                                "Cross-pein hammer, ash handle",
                                "Schlosserhammer mit Eschenstiel")
                        .text(
                                "Le marteau de l'ajusteur : table ronde trempée, panne en travers et manche en frêne verni emmanché par coin métallique.",
                                "The fitter's hammer: hardened round face, cross pein and varnished ash handle secured by a steel wedge.",
                                "Der Hammer des Schlossers: gehärtete runde Bahn, Finne quer und lackierter Eschenstiel mit Stahlkeil.")
                        .value("handle", "ash")
                        .norms("NF ISO 15601")
                        .eco(4)
                        .of("20", 1290, 260, "headWidth", Codes.mm("20"), overall("280"))
                        .of("25", 1450, 420, "headWidth", Codes.mm("25"), overall("300"))
                        .of("28", 1590, 560, "headWidth", Codes.mm("28"), overall("310"))
                        .of("30", 1720, 690, "headWidth", Codes.mm("30"), overall("320"))
                        .of("35", 1980, 980, "headWidth", Codes.mm("35"), overall("340")),
                new Range(HAMMERS, "MA-200", "outils/frappe/charpentier")
                        .name(
                                "Marteau arrache-clous manche trimatière",
                                "Claw hammer, tri-material handle",
                                "Klauenhammer mit Dreikomponentenstiel")
                        .text(
                                "Panne fendue affûtée qui saisit les pointes sans tête, porte-clou aimanté et manche antivibration.",
                                "Sharpened claw that grips headless nails, magnetic nail holder and vibration-damping handle.",
                                "Geschärfte Klaue, die auch kopflose Nägel fasst, magnetischer Nagelhalter und vibrationsdämpfender Stiel.")
                        .value("handle", "tri-material")
                        .norms("NF ISO 15601")
                        .eco(4)
                        .of("450", 2150, 720, "headWeight", Codes.grams("450"), overall("325"))
                        .of("560", 2390, 860, "headWeight", Codes.grams("560"), overall("335")),
                new Range(HAMMERS, "MA-300", "outils/frappe/massettes")
                        .name("Massette manche hickory", "Club hammer, hickory handle", "Fäustel mit Hickorystiel")
                        .text(
                                "Deux tables chanfreinées qui n'éclatent pas, manche en hickory renforcé sous la tête par une bague en élastomère.",
                                "Two chamfered faces that do not chip, hickory handle protected under the head by an elastomer collar.",
                                "Zwei gefaste, splittersichere Bahnen, Hickorystiel mit Schutzmanschette aus Elastomer unter dem Kopf.")
                        .value("handle", "hickory")
                        .norms("NF ISO 15601")
                        .eco(4)
                        .packed(4, 24)
                        .of("800", 1890, 1010, "headWeight", Codes.grams("800"), overall("260"))
                        .of("1000", 2040, 1220, "headWeight", Codes.grams("1000"), overall("260"))
                        .of("1250", 2260, 1480, "headWeight", Codes.grams("1250"), overall("270"))
                        .of("1500", 2480, 1740, "headWeight", Codes.grams("1500"), overall("280")),
                new Range(MALLETS, "MA-400", "outils/frappe/maillets")
                        .name("Maillet caoutchouc noir", "Black rubber mallet", "Gummihammer schwarz")
                        .text(
                                "Caoutchouc plein de dureté 70 Shore A pour les pavés, le carrelage et la tôle ; ne marque pas les surfaces peintes.",
                                "Solid rubber, 70 Shore A, for paving, tiles and sheet metal; leaves no marks on painted surfaces.",
                                "Vollgummi, 70 Shore A, für Pflaster, Fliesen und Blech; hinterlässt keine Spuren auf lackierten Flächen.")
                        .value("handle", "ash")
                        .eco(4)
                        .of("55", 890, 430, "headWidth", Codes.mm("55"), overall("320"))
                        .of("65", 990, 610, "headWidth", Codes.mm("65"), overall("330"))
                        .of("75", 1190, 890, "headWidth", Codes.mm("75"), overall("350")),
                new Range(MALLETS, "MA-500", "outils/frappe/maillets")
                        .name("Massette sans rebond", "Dead-blow hammer", "Rückschlagfreier Schonhammer")
                        .text(
                                "Corps chargé de grenaille d'acier et embouts polyamide interchangeables : toute l'énergie passe dans la pièce.",
                                "Body filled with steel shot and interchangeable polyamide faces: all the energy goes into the workpiece.",
                                "Mit Stahlschrot gefüllter Kopf und auswechselbare Polyamideinsätze: Die ganze Energie geht ins Werkstück.")
                        .value("handle", "tubular-steel")
                        .eco(4)
                        .of("35", 3290, 690, "headWidth", Codes.mm("35"), overall("300"))
                        .of("45", 3890, 1090, "headWidth", Codes.mm("45"), overall("320")),
                new Range(HAMMERS, "MA-610", "outils/frappe/charpentier")
                        .name("Marteau coffreur aimanté", "Magnetic shuttering hammer", "Latthammer mit Magnet")
                        .text(
                                "Tête allongée de 600 g à table gaufrée, rainure aimantée pour amorcer les pointes d'une seule main.",
                                "Long 600 g head with a milled face and a magnetic groove to start nails with one hand.",
                                "Langer Kopf, 600 g, mit geriffelter Bahn und Magnetnut zum einhändigen Ansetzen von Nägeln.")
                        .value("handle", "tubular-steel")
                        .value("headWeight", Codes.grams("600"))
                        .value("overallLength", Codes.mm("330"))
                        .eco(4)
                        .single(3150, 890),
                new Range(HAMMERS, "MA-620", "outils/frappe/menuisier")
                        .name("Marteau de menuisier", "Joiner's hammer", "Schreinerhammer")
                        .text(
                                "Tête fine de 25 mm et long manche en frêne pour le travail précis à l'établi.",
                                "Slim 25 mm head and long ash handle for precise work at the bench.",
                                "Schlanker Kopf, 25 mm, und langer Eschenstiel für genaues Arbeiten an der Werkbank.")
                        .value("handle", "ash")
                        .value("headWidth", Codes.mm("25"))
                        .value("overallLength", Codes.mm("300"))
                        .eco(4)
                        .single(1540, 380),
                new Range(HAMMERS, "MA-630", "outils/frappe/menuisier")
                        .name(
                                "Marteau de garnisseur magnétique",
                                "Magnetic upholsterer's hammer",
                                "Polsterhammer magnetisch")
                        .text(
                                "Tête cintrée dont une extrémité est aimantée pour présenter les semences de tapissier.",
                                "Curved head with one magnetic end that holds upholstery tacks.",
                                "Gebogener Kopf, ein Ende magnetisch zum Halten von Polsternägeln.")
                        .value("handle", "beech")
                        .value("headWeight", Codes.grams("200"))
                        .value("overallLength", Codes.mm("290"))
                        .eco(4)
                        .single(1870, 290),
                new Range(HAMMERS, "MA-640", "outils/frappe/macon")
                        .name("Marteau de maçon à talon", "Bricklayer's hammer", "Maurerhammer")
                        .text(
                                "Table carrée et taillant large affûté pour couper briques et parpaings, manche bimatière isolé du choc.",
                                "Square face and wide sharpened blade for cutting bricks and blocks, shock-isolated two-component handle.",
                                "Vierkantbahn und breite geschärfte Schneide für Ziegel und Blöcke, stoßgedämpfter Zweikomponentenstiel.")
                        .value("handle", "bi-material")
                        .value("headWeight", Codes.grams("700"))
                        .value("overallLength", Codes.mm("285"))
                        .eco(4)
                        .single(2640, 980),
                new Range(HAMMERS, "MA-650", "outils/frappe/macon")
                        .name("Marteau de couvreur panne droite", "Slater's hammer", "Schieferhammer")
                        .text(
                                "Acier forgé d'une pièce, tranchant latéral pour l'ardoise et poignée en cuir collé.",
                                "Forged in one piece, side blade for slate and glued leather grip.",
                                "Aus einem Stück geschmiedet, seitliche Schneide für Schiefer und geklebter Ledergriff.")
                        .value("handle", "leather")
                        .value("headWeight", Codes.grams("550"))
                        .value("overallLength", Codes.mm("310"))
                        .eco(4)
                        .single(4980, 830),
                new Range(WEDGES, "MA-900", "outils/pieces/coins")
                        .name("Coin métallique de marteau", "Steel hammer wedge", "Hammerkeil aus Stahl")
                        .text(
                                "Coin strié pour réemmancher marteaux et massettes, à enfoncer en biais dans l'œil de la tête.",
                                "Serrated wedge for refitting hammer and mallet handles, driven diagonally into the eye.",
                                "Geriffelter Keil zum Neueinstielen von Hämmern und Fäusteln, schräg ins Hammerauge einzutreiben.")
                        .value("handle", "without")
                        .priceFor100()
                        .of("2", 1850, 6, "wedgeNumber", 2)
                        .of("4", 2480, 11, "wedgeNumber", 4));
    }
}
