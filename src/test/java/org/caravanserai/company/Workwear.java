package org.caravanserai.company;

import java.util.List;
import org.caravanserai.company.Range.Trunk;

/** Trousers and jackets. */
final class Workwear {
    private Workwear() {}

    private static final Trunk TROUSERS = new Trunk(
            "work-trousers",
            "PCE",
            "VETE",
            1,
            20,
            "62034211",
            new Text(
                    "Lavage à 60 °C, séchage en machine doux ; tableau des tailles dans la fiche technique.",
                    "Wash at 60 °C, gentle tumble dry; size chart in the data sheet.",
                    "Waschbar bei 60 °C, schonend trocknergeeignet; Größentabelle im Datenblatt."));

    private static final Trunk JACKETS = new Trunk(
            "jackets",
            "PCE",
            "VETE",
            1,
            10,
            "62014010",
            new Text(
                    "Emplacement dégagé dans le dos et sur la poitrine pour le marquage de votre entreprise.",
                    "Clear areas on back and chest for your company's logo.",
                    "Freie Flächen auf Rücken und Brust für Ihr Firmenlogo."));

    private static final String[] LETTERS = {"S", "M", "L", "XL", "2XL", "3XL"};

    static List<Range> ranges() {
        return List.of(
                new Range(TROUSERS, "TR-100", "vetements/pantalons/atelier")
                        .name("Pantalon d'atelier Vauban", "Vauban workshop trousers", "Arbeitshose Vauban")
                        .text(
                                "Sergé polycoton de 245 g/m², ceinture élastiquée sur les côtés, poche mètre et poches genouillères réglables.",
                                "245 g/m² polycotton twill, side elastic waistband, rule pocket and adjustable knee-pad pockets.",
                                "Köper aus Polyester-Baumwolle, 245 g/m², seitlich elastischer Bund, Zollstocktasche und verstellbare Kniepolstertaschen.")
                        .value("material", "polycotton")
                        .value("fabricWeight", Codes.quantity("245", "GM"))
                        .value("pockets", 7)
                        .value("kneePads", true)
                        .norms("EN ISO 13688", "EN 14404")
                        .colours("navy", "grey")
                        .sizes(3250, 540, "38", "40", "42", "44", "46", "48", "50", "52", "54"),
                new Range(TROUSERS, "TR-200", "vetements/pantalons/multipoches")
                        .name(
                                "Pantalon multipoches Charpente",
                                "Charpente craftsman trousers",
                                "Handwerkerhose Charpente")
                        .text(
                                "Toile canvas de 300 g/m² avec empiècements extensibles, poches flottantes volantes et renforts en polyamide aux genoux.",
                                "300 g/m² canvas with stretch panels, loose holster pockets and polyamide-reinforced knees.",
                                "Canvas, 300 g/m², mit Stretcheinsätzen, lose hängenden Holstertaschen und Polyamidverstärkung an den Knien.")
                        .value("material", "canvas")
                        .value("fabricWeight", Codes.quantity("300", "GM"))
                        .value("pockets", 12)
                        .value("kneePads", true)
                        .norms("EN ISO 13688", "EN 14404")
                        .colours("black", "navy")
                        .sizes(5990, 720, "38", "40", "42", "44", "46", "48", "50", "52"),
                new Range(TROUSERS, "TR-300", "vetements/haute-visibilite")
                        .name("Pantalon haute visibilité Signal", "Signal hi-vis trousers", "Warnschutzhose Signal")
                        .text(
                                "Tissu fluorescent bicolore et deux bandes rétroréfléchissantes segmentées qui suivent le mouvement ; classe 2.",
                                "Two-tone fluorescent fabric and two segmented reflective bands that move with the wearer; class 2.",
                                "Zweifarbiges fluoreszierendes Gewebe und zwei segmentierte Reflexstreifen, die jede Bewegung mitmachen; Klasse 2.")
                        .value("material", "polycotton")
                        .value("fabricWeight", Codes.quantity("270", "GM"))
                        .value("pockets", 8)
                        .value("kneePads", true)
                        .norms("EN ISO 13688", "EN ISO 20471")
                        .colours("hi-vis-yellow", "hi-vis-orange")
                        .sizes(4690, 610, LETTERS),
                new Range(TROUSERS, "TR-400", "vetements/pantalons/combinaisons")
                        .name("Cotte à bretelles Faïence", "Faïence bib and brace", "Latzhose Faïence")
                        .text(
                                "Bavette haute à poche zippée, bretelles élastiques croisées et dos remontant qui protège les reins.",
                                "High bib with zipped pocket, crossed elastic braces and a raised back that keeps the kidneys warm.",
                                "Hoher Latz mit Reißverschlusstasche, gekreuzte elastische Träger und hoher Rücken als Nierenschutz.")
                        .value("material", "polycotton")
                        .value("fabricWeight", Codes.quantity("280", "GM"))
                        .value("pockets", 9)
                        .value("kneePads", true)
                        .value("colour", "navy")
                        .norms("EN ISO 13688")
                        .sizes(4450, 690, LETTERS),
                new Range(JACKETS, "JK-100", "vetements/vestes/softshell")
                        .name(
                                "Veste softshell Saint-Léger",
                                "Saint-Léger softshell jacket",
                                "Softshelljacke Saint-Léger")
                        .text(
                                "Softshell trois couches déperlant et coupe-vent, manches préformées et dos rallongé ; colonne d'eau de 8 000 mm.",
                                "Three-layer, water-repellent and windproof softshell with shaped sleeves and a longer back; 8,000 mm water column.",
                                "Dreilagige, wasserabweisende und winddichte Softshell mit vorgeformten Ärmeln und verlängertem Rücken; Wassersäule 8.000 mm.")
                        .value("material", "softshell")
                        .value("fabricWeight", Codes.quantity("320", "GM"))
                        .value("pockets", 5)
                        .value("hood", false)
                        .norms("EN ISO 13688", "EN 14058")
                        .colours("black", "navy", "red")
                        .sizes(4790, 640, LETTERS),
                new Range(JACKETS, "JK-200", "vetements/haute-visibilite")
                        .also("vetements/vestes/parkas")
                        .name(
                                "Parka haute visibilité 4 en 1 Phare",
                                "Phare 4-in-1 hi-vis parka",
                                "Warnschutzparka 4-in-1 Phare")
                        .text(
                                "Parka imperméable à coutures étanchées, blouson intérieur amovible porté seul ou sans manches ; classe 3.",
                                "Waterproof parka with taped seams and a removable inner jacket to wear alone or sleeveless; class 3.",
                                "Wasserdichter Parka mit verschweißten Nähten und herausnehmbarer Innenjacke, auch ohne Ärmel tragbar; Klasse 3.")
                        .value("material", "oxford-polyester")
                        .value("fabricWeight", Codes.quantity("190", "GM"))
                        .value("pockets", 8)
                        .value("hood", true)
                        .norms("EN ISO 20471", "EN 343", "EN 342")
                        .colours("hi-vis-yellow", "hi-vis-orange")
                        .sizes(8990, 1450, LETTERS),
                new Range(JACKETS, "JK-300", "vetements/vestes/polaires")
                        .name("Veste polaire Bruyère", "Bruyère fleece jacket", "Fleecejacke Bruyère")
                        .text(
                                "Polaire anti-boulochage de 280 g/m², renforts tissés aux épaules et aux coudes, col montant doublé.",
                                "Anti-pilling 280 g/m² fleece, woven patches on shoulders and elbows, lined stand-up collar.",
                                "Pillingarmes Fleece, 280 g/m², Gewebebesatz an Schultern und Ellbogen, gefütterter Stehkragen.")
                        .value("material", "polyester-fleece")
                        .value("fabricWeight", Codes.quantity("280", "GM"))
                        .value("pockets", 3)
                        .value("hood", false)
                        .norms("EN ISO 13688")
                        .colours("navy", "grey")
                        .sizes(3190, 480, LETTERS),
                new Range(JACKETS, "JK-400", "vetements/vestes/gilets")
                        .name("Gilet matelassé Glacier", "Glacier quilted bodywarmer", "Steppweste Glacier")
                        .text(
                                "Ouate recyclée légère, emmanchures élastiquées et poche intérieure zippée ; se glisse sous une veste ou se porte seul.",
                                "Light recycled wadding, elasticated armholes and zipped inner pocket; worn under a jacket or on its own.",
                                "Leichte Recyclingwattierung, elastische Armausschnitte und Innentasche mit Reißverschluss; unter der Jacke oder solo zu tragen.")
                        .value("material", "recycled-polyester")
                        .value("fabricWeight", Codes.quantity("160", "GM"))
                        .value("pockets", 4)
                        .value("hood", false)
                        .value("recycledShare", "65")
                        .value("colour", "black")
                        .norms("EN ISO 13688")
                        .sizes(2890, 390, LETTERS));
    }
}
