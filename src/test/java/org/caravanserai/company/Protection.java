package org.caravanserai.company;

import java.util.List;
import org.caravanserai.company.Range.Trunk;

/** Gloves and shoes. */
final class Protection {
    private Protection() {}

    private static final Trunk GLOVES = new Trunk(
            "work-gloves",
            "PAI",
            "GANT",
            12,
            120,
            "61161020",
            new Text(
                    "Notice d'utilisation et déclaration de conformité à télécharger.",
                    "User notice and declaration of conformity available for download.",
                    "Gebrauchsanleitung und Konformitätserklärung stehen zum Herunterladen bereit."));

    private static final Trunk SHOES = new Trunk(
            "safety-shoes",
            "PAI",
            "CHAU",
            1,
            5,
            "64034000",
            new Text(
                    "Semelle intérieure amovible et lavable ; pointures intermédiaires sur commande.",
                    "Removable, washable insole; half sizes to order.",
                    "Herausnehmbare, waschbare Einlegesohle; Zwischengrößen auf Bestellung."));

    static List<Range> ranges() {
        return List.of(
                new Range(GLOVES, "GL-100", "epi/gants/manutention")
                        .name(
                                "Gant docker croûte de cuir",
                                "Split leather rigger glove",
                                "Rigger-Handschuh aus Spaltleder")
                        .text(
                                "Paume en croûte de bovin de 1,2 mm, dos en toile de coton rayée et manchette rigide pour la manutention de matériaux bruts.",
                                "Palm in 1.2 mm cowhide split, striped cotton back and stiff safety cuff for handling rough materials.",
                                "Handfläche aus 1,2 mm Rindspaltleder, gestreifter Baumwollrücken und steife Stulpe für grobe Materialien.")
                        .value("material", "split-leather")
                        .value("en388", "3143X")
                        .norms("EN ISO 21420", "EN 388")
                        .sizes(385, 152, "8", "9", "10", "11"),
                new Range(GLOVES, "GL-200", "epi/gants/anti-coupure")
                        .name(
                                "Gant anti-coupure enduit nitrile",
                                "Nitrile coated cut-resistant glove",
                                "Schnittschutzhandschuh mit Nitrilbeschichtung")
                        .text(
                                "Tricot jauge 13 en fibre polyéthylène haute densité et paume nitrile microporeuse : bonne prise sur les pièces huilées, niveau de coupure C.",
                                "13-gauge high-density polyethylene knit with a microporous nitrile palm: firm grip on oily parts, cut level C.",
                                "13-Gauge-Strick aus hochdichtem Polyethylen mit mikroporöser Nitrilhandfläche: sicherer Griff an öligen Teilen, Schnittschutz C.")
                        .value("material", "hppe")
                        .value("coating", "nitrile")
                        .value("en388", "4X42C")
                        .norms("EN ISO 21420", "EN 388")
                        .sizes(790, 62, "7", "8", "9", "10", "11"),
                new Range(GLOVES, "GL-210", "epi/gants/anti-coupure")
                        .name(
                                "Gant anti-coupure D enduit polyuréthane",
                                "Polyurethane coated glove, cut level D",
                                "Schnittschutzhandschuh D mit Polyurethanbeschichtung")
                        .text(
                                "Tricot jauge 18 très fin renforcé de fibre de verre, renfort entre pouce et index, compatible avec les écrans tactiles.",
                                "Very fine 18-gauge knit reinforced with glass fibre, thumb crotch patch, works on touch screens.",
                                "Sehr feiner 18-Gauge-Strick mit Glasfaser, verstärkte Daumenbeuge, touchscreenfähig.")
                        .value("material", "hppe")
                        .value("coating", "polyurethane")
                        .value("en388", "4X43D")
                        .norms("EN ISO 21420", "EN 388")
                        .sizes(1190, 48, "6", "7", "8", "9", "10", "11"),
                new Range(GLOVES, "GL-300", "epi/gants/chaleur")
                        .name(
                                "Gant soudeur manchette longue",
                                "Welding gauntlet",
                                "Schweißerhandschuh mit langer Stulpe")
                        .text(
                                "Croûte de bovin entièrement doublée de molleton, coutures en fil para-aramide et manchette de 15 cm contre les projections.",
                                "Cowhide split fully lined with fleece, para-aramid seams and a 15 cm cuff against spatter.",
                                "Rindspaltleder, vollständig mit Molton gefüttert, Nähte aus Para-Aramid und 15 cm Stulpe gegen Spritzer.")
                        .value("material", "split-leather")
                        .value("cuffLength", Codes.mm("150"))
                        .value("en388", "4134X")
                        .norms("EN 388", "EN 407", "EN 12477")
                        .sizes(1040, 285, "9", "10", "11"),
                new Range(GLOVES, "GL-400", "epi/gants/chimique")
                        .name(
                                "Gant de protection chimique nitrile 33 cm",
                                "Nitrile chemical glove 33 cm",
                                "Chemikalienschutzhandschuh Nitril 33 cm")
                        .text(
                                "Nitrile vert non poudré de 0,40 mm, intérieur flocké coton et relief gaufré pour les dégraissants, huiles et solvants courants.",
                                "Powder-free green nitrile, 0.40 mm, cotton flock lining and embossed grip for degreasers, oils and common solvents.",
                                "Puderfreies grünes Nitril, 0,40 mm, baumwollbeflockt mit geprägter Oberfläche für Entfetter, Öle und übliche Lösemittel.")
                        .value("material", "nitrile")
                        .value("cuffLength", Codes.mm("330"))
                        .value("en388", "4001X")
                        .norms("EN ISO 21420", "EN 388", "EN ISO 374-1")
                        .sizes(295, 88, "7", "8", "9", "10", "11"),
                new Range(GLOVES, "GL-500", "epi/gants/froid")
                        .name(
                                "Gant hiver double enduction latex",
                                "Double latex coated winter glove",
                                "Winterhandschuh mit doppelter Latexbeschichtung")
                        .text(
                                "Doublure acrylique bouclée et double enduction latex imperméable jusqu'au dos des phalanges ; reste souple jusqu'à -20 °C.",
                                "Brushed acrylic lining and a double latex coating, waterproof to the knuckles; stays supple down to -20 °C.",
                                "Aufgerautes Acrylfutter und doppelte Latexbeschichtung, wasserdicht bis über die Knöchel; bleibt bis -20 °C geschmeidig.")
                        .value("material", "acrylic")
                        .value("coating", "latex")
                        .value("en388", "2232X")
                        .norms("EN ISO 21420", "EN 388", "EN 511")
                        .sizes(645, 118, "8", "9", "10", "11"),
                new Range(GLOVES, "GL-600", "epi/gants/precision")
                        .name(
                                "Gant de précision enduit polyuréthane",
                                "Polyurethane coated precision glove",
                                "Montagehandschuh mit Polyurethanbeschichtung")
                        .text(
                                "Support polyamide sans couture et paume polyuréthane fine pour l'assemblage, le contrôle et l'emballage ; ne peluche pas.",
                                "Seamless polyamide liner with a thin polyurethane palm for assembly, inspection and packing; lint-free.",
                                "Nahtloses Polyamidgestrick mit dünner Polyurethanhandfläche für Montage, Prüfung und Verpackung; fusselfrei.")
                        .value("material", "polyamide")
                        .value("coating", "polyurethane")
                        .value("en388", "3131X")
                        .norms("EN ISO 21420", "EN 388")
                        .colours("black", "white")
                        .sizes(165, 34, "7", "8", "9", "10"),
                new Range(GLOVES, "GL-700", "epi/gants/jetable")
                        .name("Gant nitrile à usage unique", "Disposable nitrile glove", "Einweghandschuh aus Nitril")
                        .text(
                                "Nitrile bleu non poudré de 0,10 mm, bord roulé et bouts de doigts texturés ; présenté en boîte distributrice de cent gants.",
                                "Powder-free blue nitrile, 0.10 mm, beaded cuff and textured fingertips; in a dispenser box of one hundred gloves.",
                                "Puderfreies blaues Nitril, 0,10 mm, Rollrand und texturierte Fingerspitzen; im Spender zu hundert Stück.")
                        .value("material", "nitrile")
                        .norms("EN 455-1", "EN ISO 374-1")
                        .packed(100, 1000)
                        .priceFor100()
                        .group("PETI")
                        .unit("PCE")
                        .sizes(720, 4, "S", "M", "L", "XL"),
                new Range(SHOES, "SH-100", "epi/chaussures/basses")
                        .name(
                                "Chaussure basse de sécurité Loire S1P",
                                "Loire S1P low safety shoe",
                                "Sicherheitshalbschuh Loire S1P")
                        .text(
                                "Tige en microfibre ajourée, embout composite et semelle anti-perforation textile : une chaussure légère pour l'atelier sec.",
                                "Perforated microfibre upper, composite toecap and textile anti-perforation midsole: a light shoe for dry workshops.",
                                "Perforierter Mikrofaserschaft, Kunststoffkappe und textile durchtrittsichere Zwischensohle: ein leichter Schuh für trockene Werkstätten.")
                        .value("protectionClass", "S1P")
                        .value("toeCap", "composite")
                        .value("antistatic", true)
                        .norms("EN ISO 20345")
                        .eco(6)
                        .sizes(5490, 980, "39", "40", "41", "42", "43", "44", "45", "46"),
                new Range(SHOES, "SH-200", "epi/chaussures/montantes")
                        .name(
                                "Chaussure montante de sécurité Nièvre S3",
                                "Nièvre S3 safety boot",
                                "Sicherheitsstiefel Nièvre S3")
                        .text(
                                "Cuir pleine fleur hydrofuge, surbout en polyuréthane et semelle à crampons autonettoyants pour le gros œuvre et les voiries.",
                                "Water-repellent full-grain leather, polyurethane scuff cap and self-cleaning lugs for structural work and road works.",
                                "Wasserabweisendes Vollnarbenleder, Überkappe aus Polyurethan und selbstreinigendes Profil für Rohbau und Straßenbau.")
                        .value("protectionClass", "S3")
                        .value("toeCap", "steel")
                        .value("antistatic", true)
                        .norms("EN ISO 20345")
                        .eco(6)
                        .sizes(7890, 1240, "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47"),
                new Range(SHOES, "SH-300", "epi/chaussures/femme")
                        .name(
                                "Basket de sécurité femme Yonne S1P",
                                "Yonne S1P women's safety trainer",
                                "Damen-Sicherheitssneaker Yonne S1P")
                        .text(
                                "Chaussant étroit étudié pour le pied féminin, maille respirante et amorti au talon pour les longues journées debout.",
                                "Narrow fit designed for women's feet, breathable mesh and heel cushioning for long days on your feet.",
                                "Schmaler Leisten für Damenfüße, atmungsaktives Gewebe und Fersendämpfung für lange Tage im Stehen.")
                        .value("protectionClass", "S1P")
                        .value("toeCap", "composite")
                        .value("antistatic", true)
                        .norms("EN ISO 20345")
                        .eco(6)
                        .sizes(6250, 820, "36", "37", "38", "39", "40", "41"),
                new Range(SHOES, "SH-400", "epi/chaussures/bottes")
                        .name(
                                "Botte de sécurité fourrée Allier S3",
                                "Allier S3 lined rigger boot",
                                "Gefütterter Sicherheitsstiefel Allier S3")
                        .text(
                                "Botte à enfiler en cuir gras, doublure chaude en fausse fourrure et tirants renforcés pour les chantiers d'hiver.",
                                "Pull-on boot in greased leather with a warm pile lining and reinforced pull loops for winter sites.",
                                "Schlupfstiefel aus gefettetem Leder mit warmem Webpelzfutter und verstärkten Schlaufen für Winterbaustellen.")
                        .value("protectionClass", "S3")
                        .value("toeCap", "steel")
                        .value("antistatic", false)
                        .norms("EN ISO 20345")
                        .eco(6)
                        .sizes(9350, 1680, "40", "41", "42", "43", "44", "45", "46"),
                new Range(SHOES, "SH-500", "epi/chaussures/sabots")
                        .name("Sabot de sécurité Morvan SB", "Morvan SB safety clog", "Sicherheitsclog Morvan SB")
                        .text(
                                "Sabot fermé en microfibre lavable à 30 °C avec bride de maintien rabattable, pour les ateliers propres et les cuisines.",
                                "Closed clog in microfibre washable at 30 °C with a fold-down heel strap, for clean workshops and kitchens.",
                                "Geschlossener Clog aus Mikrofaser, bei 30 °C waschbar, mit umklappbarem Fersenriemen für saubere Werkstätten und Küchen.")
                        .value("protectionClass", "SB")
                        .value("toeCap", "steel")
                        .value("antistatic", true)
                        .norms("EN ISO 20345")
                        .eco(6)
                        .sizes(4380, 760, "38", "39", "40", "41", "42", "43", "44"));
    }
}
