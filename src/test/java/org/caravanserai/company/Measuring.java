package org.caravanserai.company;

import java.util.List;
import java.util.Map;
import org.caravanserai.company.Range.Trunk;

/** Measuring and marking. */
final class Measuring {
    private Measuring() {}

    private static final Trunk MEASURES = new Trunk(
            "measuring",
            "PCE",
            "MESU",
            6,
            60,
            "90178010",
            new Text(
                    "Contrôlé à l'unité avant expédition ; numéro de lot gravé ou imprimé sur l'outil.",
                    "Checked one by one before dispatch; batch number engraved or printed on the tool.",
                    "Vor dem Versand einzeln geprüft; Chargennummer auf dem Werkzeug graviert oder gedruckt."));

    private static final Trunk MARKING = new Trunk(
            "measuring",
            "PCE",
            "PETI",
            100,
            1000,
            "96091010",
            new Text(
                    "Conditionné pour les magasins d'atelier et les présentoirs de comptoir.",
                    "Packed for tool stores and counter displays.",
                    "Verpackt für Werkzeugausgaben und Thekendisplays."));

    private static Map<String, Object> class2() {
        return Map.of("accuracyClass", "II");
    }

    static List<Range> ranges() {
        return List.of(
                new Range(MEASURES, "ME-100", "outils/mesure/rubans")
                        .name(
                                "Mètre ruban bimatière autobloquant",
                                "Self-locking tape measure",
                                "Rollbandmaß selbstarretierend")
                        .text(
                                "Ruban acier laqué mat lisible des deux côtés, crochet aimanté à trois rivets et boîtier antichoc.",
                                "Matt lacquered steel blade readable on both sides, magnetic hook with three rivets and impact-proof case.",
                                "Mattlackiertes, beidseitig lesbares Stahlband, magnetischer Haken mit drei Nieten und stoßfestes Gehäuse.")
                        .value("graduation", "mm")
                        .value("caseMaterial", "bi-material")
                        .eco(3)
                        .of("3", 620, 140, "measuringRange", Codes.metres("3"), class2())
                        .of("5", 790, 210, "measuringRange", Codes.metres("5"), class2())
                        .of("8", 1240, 390, "measuringRange", Codes.metres("8"), class2())
                        .of("10", 1590, 480, "measuringRange", Codes.metres("10"), class2()),
                new Range(MEASURES, "ME-110", "outils/mesure/rubans")
                        .name("Mesure longue fibre de verre", "Long fibreglass tape", "Langes Glasfaserbandmaß")
                        .text(
                                "Ruban en fibre de verre gainé de PVC, insensible à l'humidité, enroulement rapide à multiplication par trois.",
                                "PVC-coated fibreglass tape, unaffected by damp, with a 3:1 quick rewind.",
                                "PVC-ummanteltes Glasfaserband, feuchtigkeitsunempfindlich, mit dreifacher Schnellaufrollung.")
                        .value("graduation", "cm")
                        .value("caseMaterial", "abs")
                        .eco(3)
                        .packed(4, 24)
                        .of("20", 1790, 560, "measuringRange", Codes.metres("20"), class2())
                        .of("30", 2190, 740, "measuringRange", Codes.metres("30"), class2())
                        .of("50", 2890, 1120, "measuringRange", Codes.metres("50"), class2()),
                new Range(MEASURES, "ME-200", "outils/mesure/niveaux")
                        .name(
                                "Niveau tubulaire aluminium trois fioles",
                                "Aluminium box-section level, three vials",
                                "Aluminium-Wasserwaage mit drei Libellen")
                        .text(
                                "Profilé nervuré à semelle usinée, précision de 0,5 mm/m dans les deux sens et embouts amovibles pour le traçage en angle.",
                                "Ribbed profile with milled base, accurate to 0.5 mm/m both ways, removable end caps for marking into corners.",
                                "Verripptes Profil mit gefräster Sohle, 0,5 mm/m genau in beiden Lagen, abnehmbare Endkappen zum Anreißen in Ecken.")
                        .value("graduation", "plain")
                        .value("caseMaterial", "aluminium")
                        .eco(3)
                        .packed(5, 20)
                        .of("40", 1690, 430, "measuringRange", Codes.metres("0.4"))
                        .of("60", 1990, 590, "measuringRange", Codes.metres("0.6"))
                        .of("80", 2390, 770, "measuringRange", Codes.metres("0.8"))
                        .of("100", 2790, 960, "measuringRange", Codes.metres("1"))
                        .of("120", 3250, 1140, "measuringRange", Codes.metres("1.2"))
                        .of("180", 4890, 1690, "measuringRange", Codes.metres("1.8"))
                        .of("200", 5490, 1880, "measuringRange", Codes.metres("2")),
                new Range(MEASURES, "ME-210", "outils/mesure/niveaux")
                        .name(
                                "Niveau torpille magnétique 25 cm",
                                "Magnetic torpedo level 25 cm",
                                "Magnetische Torpedo-Wasserwaage 25 cm")
                        .text(
                                "Petit niveau de poche pour plombiers et électriciens : deux aimants puissants et rainure pour les tubes.",
                                "Pocket level for plumbers and electricians: two strong magnets and a groove for pipes.",
                                "Taschen-Wasserwaage für Installateure und Elektriker: zwei starke Magnete und Rohrnut.")
                        .value("graduation", "plain")
                        .value("caseMaterial", "aluminium")
                        .value("measuringRange", Codes.metres("0.25"))
                        .eco(3)
                        .single(1390, 210),
                new Range(MEASURES, "ME-300", "outils/mesure/equerres")
                        .name(
                                "Équerre de menuisier lame inox",
                                "Joiner's try square, stainless blade",
                                "Schreinerwinkel mit Edelstahlzunge")
                        .text(
                                "Talon en aluminium anodisé à 45°, lame inox gravée au laser et rivetée par quatre points.",
                                "Anodised aluminium stock with a 45° mitre, laser-engraved stainless blade fixed by four rivets.",
                                "Eloxierter Aluminiumanschlag mit 45°, lasergravierte Edelstahlzunge, vierfach genietet.")
                        .value("graduation", "mm")
                        .value("caseMaterial", "aluminium")
                        .eco(3)
                        .of("200", 1250, 190, "measuringRange", Codes.metres("0.2"))
                        .of("250", 1390, 240, "measuringRange", Codes.metres("0.25"))
                        .of("300", 1550, 290, "measuringRange", Codes.metres("0.3"))
                        .of("400", 1890, 400, "measuringRange", Codes.metres("0.4")),
                new Range(MEASURES, "ME-310", "outils/mesure/equerres")
                        .name(
                                "Fausse équerre bois et laiton",
                                "Sliding bevel, wood and brass",
                                "Schmiege aus Holz und Messing")
                        .text(
                                "Talon en hêtre huilé, garnitures en laiton et serrage par vis à oreilles pour reporter tous les angles.",
                                "Oiled beech stock, brass fittings and wing-nut clamping to transfer any angle.",
                                "Geölter Buchenanschlag, Messingbeschläge und Flügelschraube zum Übertragen beliebiger Winkel.")
                        .value("graduation", "plain")
                        .value("caseMaterial", "beech")
                        .value("measuringRange", Codes.metres("0.25"))
                        .eco(3)
                        .single(1780, 230),
                new Range(MEASURES, "ME-320", "outils/mesure/equerres")
                        .name("Équerre combinée 300 mm", "Combination square 300 mm", "Kombinationswinkel 300 mm")
                        .text(
                                "Réglet coulissant, tête fonte rectifiée à 90° et 45°, fiole et pointe à tracer intégrées.",
                                "Sliding rule, ground cast head for 90° and 45°, built-in vial and scriber.",
                                "Verschiebbares Lineal, geschliffener Gusskopf für 90° und 45°, mit Libelle und Reißnadel.")
                        .value("graduation", "mm")
                        .value("caseMaterial", "cast-iron")
                        .value("measuringRange", Codes.metres("0.3"))
                        .eco(3)
                        .single(2150, 480),
                new Range(MEASURES, "ME-400", "outils/mesure/pieds-a-coulisse")
                        .name("Pied à coulisse inox", "Stainless vernier caliper", "Messschieber aus Edelstahl")
                        .text(
                                "Becs d'extérieur et d'intérieur, jauge de profondeur et vernier au 1/50 ; livré en étui rigide.",
                                "Outside and inside jaws, depth gauge and 1/50 vernier; supplied in a hard case.",
                                "Außen- und Innenschnäbel, Tiefenmaß und Nonius 1/50; Lieferung im Hartschalenetui.")
                        .value("graduation", "mm")
                        .value("caseMaterial", "stainless-steel")
                        .norms("ISO 13385-1")
                        .eco(3)
                        .of("150", 3490, 330, "measuringRange", Codes.metres("0.15"))
                        .of("200", 4690, 420, "measuringRange", Codes.metres("0.2")),
                new Range(MEASURES, "ME-410", "outils/mesure/rubans")
                        .name("Mètre pliant hêtre", "Beech folding rule", "Gliedermaßstab aus Buche")
                        .text(
                                "Dix branches en hêtre verni, articulations à ressort acier à crans tous les 90°, chiffres imprimés en creux.",
                                "Varnished beech links, sprung steel joints with a stop every 90°, recessed numerals.",
                                "Lackierte Buchenglieder, Stahlfedergelenke mit Rastung alle 90°, vertieft geprägte Ziffern.")
                        .value("graduation", "mm")
                        .value("caseMaterial", "beech")
                        .eco(3)
                        .packed(10, 100)
                        .of("1", 540, 80, "measuringRange", Codes.metres("1"), Map.of("accuracyClass", "III"))
                        .of("2", 690, 130, "measuringRange", Codes.metres("2"), Map.of("accuracyClass", "III")),
                new Range(MEASURES, "ME-500", "outils/tracage/cordeaux")
                        .name("Cordeau à poudre 30 m", "Chalk line reel 30 m", "Schlagschnurroller 30 m")
                        .text(
                                "Boîtier aluminium étanche de 110 g de poudre, ligne tressée de 1,2 mm et rappel rapide.",
                                "Sealed aluminium case for 110 g of chalk, braided 1.2 mm line and fast rewind.",
                                "Dichtes Aluminiumgehäuse für 110 g Farbpulver, geflochtene 1,2-mm-Schnur und schneller Rücklauf.")
                        .value("graduation", "plain")
                        .value("caseMaterial", "aluminium")
                        .value("measuringRange", Codes.metres("30"))
                        .eco(3)
                        .single(1480, 330),
                new Range(MEASURES, "ME-510", "outils/tracage/cordeaux")
                        .name("Fil à plomb acier", "Steel plumb bob", "Senklot aus Stahl")
                        .text(
                                "Plomb tourné et zingué à pointe trempée, plaquette de centrage et cordeau nylon de 4 m.",
                                "Turned, zinc-plated bob with hardened tip, centring plate and 4 m nylon line.",
                                "Gedrehtes, verzinktes Lot mit gehärteter Spitze, Zentrierplatte und 4 m Nylonschnur.")
                        .value("graduation", "plain")
                        .value("caseMaterial", "steel")
                        .eco(3)
                        .of("200", 920, 240, "bobWeight", Codes.grams("200"))
                        .of("300", 1090, 340, "bobWeight", Codes.grams("300"))
                        .of("400", 1290, 440, "bobWeight", Codes.grams("400")),
                new Range(MEASURES, "ME-520", "outils/mesure/reglets")
                        .name("Réglet inox semi-rigide", "Semi-rigid stainless rule", "Edelstahllineal halbstarr")
                        .text(
                                "Inox mat antireflet de 1 mm gravé en creux, double graduation au millimètre et au demi-millimètre.",
                                "Matt anti-glare stainless steel, 1 mm, etched in millimetres and half millimetres.",
                                "Blendfrei mattierter Edelstahl, 1 mm, geätzte Teilung in Millimetern und halben Millimetern.")
                        .value("graduation", "half-mm")
                        .value("caseMaterial", "stainless-steel")
                        .eco(3)
                        .of("200", 450, 50, "measuringRange", Codes.metres("0.2"), class2())
                        .of("300", 590, 75, "measuringRange", Codes.metres("0.3"), class2())
                        .of("500", 1090, 160, "measuringRange", Codes.metres("0.5"), class2()),
                new Range(MARKING, "ME-800", "outils/tracage/crayons")
                        .name("Crayon de charpentier ovale", "Oval carpenter's pencil", "Ovaler Zimmermannsbleistift")
                        .text(
                                "Mine large de 24 cm taillée au couteau, corps en tilleul vernis qui ne roule pas sur le toit.",
                                "Wide lead, 24 cm long, sharpened with a knife; varnished lime-wood body that will not roll off the roof.",
                                "Breite Mine, 24 cm lang, mit dem Messer zu spitzen; lackierter Lindenholzschaft, der nicht vom Dach rollt.")
                        .value("graduation", "plain")
                        .value("caseMaterial", "lime-wood")
                        .priceFor100()
                        .of("HB", 4900, 12, "leadHardness", "HB")
                        .of("2H", 5200, 12, "leadHardness", "2H"),
                new Range(MARKING, "ME-810", "outils/tracage/cordeaux")
                        .name("Poudre à tracer 400 g", "Marking chalk 400 g", "Markierpulver 400 g")
                        .text(
                                "Poudre fine à fort pouvoir colorant en flacon verseur, pour tous cordeaux du marché.",
                                "Fine, strongly coloured chalk in a pouring bottle, for any chalk line.",
                                "Feines, farbstarkes Pulver in der Dosierflasche, für alle Schlagschnüre.")
                        .value("graduation", "plain")
                        .value("caseMaterial", "without")
                        .packed(12, 48)
                        .group("MESU")
                        .of("BL", 540, 430, "colour", "blue")
                        .of("RO", 540, 430, "colour", "red"));
    }
}
