package org.caravanserai.company;

import static org.caravanserai.company.Pim.Category.of;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.company.Pim.Category;

/** The category tree. */
final class Categories {
    private Categories() {}

    static List<Category> plant(Defects defects) {
        var all = new ArrayList<>(List.of(
                of("epi", "Protection individuelle", "Personal protection", "Persönliche Schutzausrüstung"),
                of("epi/gants", "Gants", "Gloves", "Handschuhe"),
                of("epi/gants/manutention", "Gants de manutention", "Handling gloves", "Arbeitshandschuhe"),
                of("epi/gants/anti-coupure", "Gants anti-coupure", "Cut-resistant gloves", "Schnittschutzhandschuhe"),
                of("epi/gants/chaleur", "Gants anti-chaleur", "Heat-resistant gloves", "Hitzeschutzhandschuhe"),
                of("epi/gants/chimique", "Gants chimiques", "Chemical gloves", "Chemikalienschutzhandschuhe"),
                of("epi/gants/froid", "Gants d'hiver", "Winter gloves", "Winterhandschuhe"),
                of("epi/gants/precision", "Gants de précision", "Precision gloves", "Montagehandschuhe"),
                of("epi/gants/jetable", "Gants jetables", "Disposable gloves", "Einweghandschuhe"),
                of("epi/chaussures", "Chaussures de sécurité", "Safety footwear", "Sicherheitsschuhe"),
                of("epi/chaussures/basses", "Chaussures basses", "Safety shoes", "Halbschuhe"),
                of("epi/chaussures/montantes", "Chaussures montantes", "Safety boots", "Stiefel"),
                of("epi/chaussures/femme", "Modèles femme", "Women's models", "Damenmodelle"),
                of("epi/chaussures/bottes", "Bottes", "Rigger boots", "Schlupfstiefel"),
                of("epi/chaussures/sabots", "Sabots", "Clogs", "Clogs"),
                of("vetements", "Vêtements de travail", "Workwear", "Arbeitskleidung"),
                of("vetements/pantalons", "Pantalons", "Trousers", "Hosen"),
                of("vetements/pantalons/atelier", "Pantalons d'atelier", "Workshop trousers", "Werkstatthosen"),
                of("vetements/pantalons/multipoches", "Pantalons multipoches", "Craftsman trousers", "Handwerkerhosen"),
                of(
                        "vetements/pantalons/combinaisons",
                        "Cottes et combinaisons",
                        "Bib and brace",
                        "Latzhosen und Overalls"),
                of("vetements/haute-visibilite", "Haute visibilité", "Hi-vis", "Warnschutz"),
                of("vetements/vestes", "Vestes", "Jackets", "Jacken"),
                of("vetements/vestes/softshell", "Softshells", "Softshells", "Softshelljacken"),
                of("vetements/vestes/parkas", "Parkas", "Parkas", "Parkas"),
                of("vetements/vestes/polaires", "Polaires", "Fleeces", "Fleecejacken"),
                of("vetements/vestes/gilets", "Gilets", "Bodywarmers", "Westen"),
                of("outils", "Outils à main", "Hand tools", "Handwerkzeuge"),
                of("outils/frappe", "Outils de frappe", "Striking tools", "Schlagwerkzeuge"),
                of("outils/frappe/rivoirs", "Marteaux rivoirs", "Cross-pein hammers", "Schlosserhämmer"),
                of("outils/frappe/charpentier", "Marteaux de charpentier", "Claw hammers", "Zimmermannshämmer"),
                of("outils/frappe/massettes", "Massettes", "Club hammers", "Fäustel"),
                of("outils/frappe/maillets", "Maillets", "Mallets", "Schonhämmer"),
                of("outils/frappe/menuisier", "Marteaux de menuisier", "Joiner's hammers", "Schreinerhämmer"),
                of("outils/frappe/macon", "Marteaux de maçon", "Bricklayer's hammers", "Maurerhämmer"),
                of("outils/vissage", "Vissage", "Screwdriving", "Schrauben"),
                of("outils/vissage/tournevis", "Tournevis", "Screwdrivers", "Schraubendreher"),
                of("outils/vissage/coffrets", "Jeux et coffrets", "Sets", "Sätze"),
                of("outils/vissage/embouts", "Embouts", "Bits", "Bits"),
                of("outils/serrage", "Pinces", "Pliers", "Zangen"),
                of("outils/serrage/universelles", "Pinces universelles", "Combination pliers", "Kombizangen"),
                of("outils/serrage/coupantes", "Pinces coupantes", "Cutters", "Schneidzangen"),
                of("outils/serrage/becs-longs", "Pinces à becs longs", "Long-nose pliers", "Spitzzangen"),
                of(
                        "outils/serrage/multiprises",
                        "Multiprises et étaux",
                        "Water pump and locking pliers",
                        "Wasserpumpen- und Gripzangen"),
                of("outils/serrage/circlips", "Pinces à circlips", "Circlip pliers", "Sicherungsringzangen"),
                of("outils/electricien", "Électricien", "Electrician", "Elektriker"),
                of("outils/electricien/tournevis", "Tournevis isolés", "Insulated screwdrivers", "VDE-Schraubendreher"),
                of("outils/electricien/pinces", "Pinces isolées", "Insulated pliers", "VDE-Zangen"),
                of("outils/mesure", "Mesure", "Measuring", "Messen"),
                of("outils/mesure/rubans", "Mètres et rubans", "Tapes and rules", "Maßbänder"),
                of("outils/mesure/niveaux", "Niveaux", "Levels", "Wasserwaagen"),
                of("outils/mesure/equerres", "Équerres", "Squares", "Winkel"),
                of("outils/mesure/reglets", "Réglets", "Steel rules", "Lineale"),
                of("outils/mesure/pieds-a-coulisse", "Pieds à coulisse", "Calipers", "Messschieber"),
                of("outils/tracage", "Traçage", "Marking", "Anreißen"),
                of("outils/tracage/cordeaux", "Cordeaux et poudres", "Chalk lines", "Schlagschnüre"),
                of("outils/tracage/crayons", "Crayons", "Pencils", "Stifte"),
                of("outils/pieces", "Pièces et recharges", "Spare parts", "Ersatzteile"),
                of("outils/pieces/coins", "Coins", "Wedges", "Keile")));

        all.add(of("destockage", "Déstockage", "Clearance", "Restposten").disabled());
        all.add(of("noel-2025", "Sélection de Noël 2025", "Christmas 2025", "Weihnachten 2025")
                .disabled());
        all.add(of("outils/jardin", "Outils de jardin", "Garden tools", "Gartenwerkzeuge"));
        all.add(new Category("cadeaux", null, new Text("Idées cadeaux", "Gift ideas", null), true));
        all.add(new Category(
                "marques/invitees", "marques", new Text("Marques invitées", "Guest brands", "Gastmarken"), true));
        for (var code : List.of("destockage", "noel-2025")) {
            defects.add(
                    "inactive-category",
                    "pim",
                    Morvan.CATEGORIES,
                    code,
                    "enabled",
                    "switched off",
                    "counter:inactive-categories");
        }
        for (var code : List.of("outils/jardin", "cadeaux")) {
            defects.add(
                    "empty-category",
                    "pim",
                    Morvan.CATEGORIES,
                    code,
                    "",
                    "no sellable product below it",
                    "counter:inactive-categories");
        }
        defects.add(
                "missing-translation",
                "pim",
                Morvan.CATEGORIES,
                "cadeaux",
                "name.de_DE",
                "no German label",
                "counter:missing-translations");
        defects.add(
                "missing-parent",
                "pim",
                Morvan.CATEGORIES,
                "marques/invitees",
                "parent",
                "parent 'marques' does not exist",
                "refused");
        return all;
    }
}
