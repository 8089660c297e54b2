package org.caravanserai.sandbox.mirakl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.State;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the operator asks of products: a tree of categories, attributes that a category inherits from those above, and
 * lists of allowed values. A new account has the small tree below; records can be changed like all others.
 */
final class Taxonomy {
    static final String HIERARCHIES = "hierarchies";
    static final String ATTRIBUTES = "attributes";
    static final String LISTS = "lists";

    /** code, parent, label. */
    private static final String[][] TREE = {
        {"EPI", "", "Protection individuelle"},
        {"EPI-GANTS", "EPI", "Gants"},
        {"EPI-CHAUSSURES", "EPI", "Chaussures de sécurité"},
        {"VETEMENTS", "", "Vêtements de travail"},
        {"OUTILLAGE", "", "Outillage à main"},
        {"OUT-FRAPPE", "OUTILLAGE", "Frappe"},
        {"OUT-VISSAGE", "OUTILLAGE", "Vissage"},
        {"OUT-SERRAGE", "OUTILLAGE", "Pinces et serrage"},
        {"OUT-MESURE", "OUTILLAGE", "Mesure et traçage"},
        {"DIVERS", "", "Divers"}
    };

    /** category (empty = all), code, type, level, longest text or list, role, label. */
    private static final String[][] ASKED = {
        {"", "category", "TEXT", "REQUIRED", "", "CATEGORY", "Catégorie"},
        {"", "shop_sku", "TEXT", "REQUIRED", "40", "UNIQUE_IDENTIFIER", "Référence vendeur"},
        {"", "ean", "TEXT", "REQUIRED", "14", "EAN", "EAN"},
        {"", "title", "TEXT", "REQUIRED", "120", "TITLE", "Titre"},
        {"", "description", "LONG_TEXT", "REQUIRED", "2000", "DESCRIPTION", "Description"},
        {"", "brand", "TEXT", "REQUIRED", "60", "BRAND", "Marque"},
        {"", "main_image", "MEDIA", "REQUIRED", "", "MAIN_IMAGE", "Image principale"},
        {"", "image_2", "MEDIA", "OPTIONAL", "", "", "Image 2"},
        {"", "image_3", "MEDIA", "OPTIONAL", "", "", "Image 3"},
        {"", "variant_group_code", "TEXT", "OPTIONAL", "40", "VARIANT_GROUP_CODE", "Groupe de variantes"},
        {"", "weight_kg", "DECIMAL", "RECOMMENDED", "", "", "Poids (kg)"},
        {"", "country_of_origin", "TEXT", "OPTIONAL", "2", "", "Pays d'origine"},
        {"", "colour", "LIST", "OPTIONAL", "colours", "", "Couleur"},
        {"EPI-GANTS", "glove_size", "LIST", "REQUIRED", "glove-sizes", "", "Taille"},
        {"EPI-GANTS", "glove_material", "LIST", "REQUIRED", "materials", "", "Matière"},
        {"EPI-CHAUSSURES", "shoe_size", "LIST", "REQUIRED", "shoe-sizes", "", "Pointure"},
        {"EPI-CHAUSSURES", "shoe_class", "LIST", "REQUIRED", "shoe-classes", "", "Classe"},
        {"VETEMENTS", "clothing_size", "LIST", "REQUIRED", "clothing-sizes", "", "Taille"},
        {"VETEMENTS", "fabric_weight", "INTEGER", "OPTIONAL", "", "", "Grammage (g/m2)"},
        {"OUTILLAGE", "overall_length_mm", "INTEGER", "OPTIONAL", "", "", "Longueur (mm)"},
        {"OUT-VISSAGE", "tip", "LIST", "RECOMMENDED", "tips", "", "Empreinte"}
    };

    private static final String[][] VALUES = {
        {"colours", "black,white,grey,blue,navy,red,yellow,orange,green,beige,brown,hi-vis-yellow,hi-vis-orange"},
        {"glove-sizes", "6,7,8,9,10,11,12"},
        {"materials", "leather,split-leather,cotton,polyester,nylon,hppe,nitrile,latex,vinyl,neoprene,aramid,wool"},
        {"shoe-sizes", "35,36,37,38,39,40,41,42,43,44,45,46,47,48,49"},
        {"shoe-classes", "SB,S1,S1P,S1PL,S2,S3,S3L,S4,S5"},
        {"clothing-sizes", "XS,S,M,L,XL,XXL,3XL,4XL,36,38,40,42,44,46,48,50,52,54,56,58,60"},
        {"tips", "slotted,ph,pz,torx,hex,square"}
    };

    void furnish(State state) {
        for (var one : TREE) {
            state.put(HIERARCHIES, one[0], Json.object().put("parent", one[1]).put("label", one[2]));
        }
        for (var one : ASKED) {
            var about = Json.object()
                    .put("hierarchy", one[0])
                    .put("code", one[1])
                    .put("type", one[2])
                    .put("level", one[3])
                    .put("role", one[5])
                    .put("label", one[6]);
            if (one[2].equals("LIST")) {
                about.put("list", one[4]);
            } else if (!one[4].isEmpty()) {
                about.put("longest", Integer.parseInt(one[4]));
            }
            state.put(ATTRIBUTES, one[0] + "/" + one[1], about);
        }
        for (var one : VALUES) {
            var list = Json.object();
            var values = list.putArray("values");
            for (var value : one[1].split(",")) {
                values.add(value);
            }
            state.put(LISTS, one[0], list);
        }
    }

    /** Attributes asked of a category: its own and those of everything above it. */
    List<ObjectNode> asked(String category, State state) {
        var wanted = new TreeSet<String>(Set.of(""));
        for (var at = category; !at.isEmpty(); ) {
            wanted.add(at);
            at = state.get(HIERARCHIES, at)
                    .map(one -> one.path("parent").asString(""))
                    .orElse("");
        }
        var asked = new ArrayList<ObjectNode>();
        state.each(ATTRIBUTES, (key, about) -> {
            if (wanted.contains(about.path("hierarchy").asString())) {
                asked.add(about);
            }
        });
        return asked;
    }

    /** Whether any category asks for this attribute. */
    boolean known(String column, State state) {
        return !state.find(ATTRIBUTES, "code", column).isEmpty();
    }

    boolean allowed(String list, String value, State state) {
        return state.get(LISTS, list)
                .map(one -> {
                    for (var each : one.path("values")) {
                        if (each.asString().equals(value)) {
                            return true;
                        }
                    }
                    return false;
                })
                .orElse(false);
    }

    Answer hierarchies(Request request, Desk desk, List<String> parts) {
        var state = desk.state();
        var root = request.parameter("hierarchy").orElse("");
        if (!root.isEmpty() && !state.has(HIERARCHIES, root)) {
            return Mirakl.refusal(404, "Hierarchy with code [" + root + "] not found");
        }
        var body = Json.object();
        var list = body.putArray("hierarchies");
        state.each(HIERARCHIES, (code, one) -> {
            if (root.isEmpty() || within(code, root, state)) {
                list.addObject()
                        .put("code", code)
                        .put("label", one.path("label").asString())
                        .put("level", level(code, state))
                        .put("parent_code", one.path("parent").asString())
                        .putArray("label_translations")
                        .addObject()
                        .put("locale", "fr_FR")
                        .put("value", one.path("label").asString());
            }
        });
        return Answer.json(200, body);
    }

    Answer attributes(Request request, Desk desk, List<String> parts) {
        var state = desk.state();
        var category = request.parameter("hierarchy").orElse("");
        if (!category.isEmpty() && !state.has(HIERARCHIES, category)) {
            return Mirakl.refusal(404, "Hierarchy with code [" + category + "] not found");
        }
        var body = Json.object();
        var list = body.putArray("attributes");
        var asked = new ArrayList<ObjectNode>(asked(category, state));
        state.each(ATTRIBUTES, (key, about) -> {
            var of = about.path("hierarchy").asString();
            if (!of.isEmpty() && !of.equals(category) && (category.isEmpty() || within(of, category, state))) {
                asked.add(about);
            }
        });
        asked.forEach(about -> describe(about, list.addObject()));
        return Answer.json(200, body);
    }

    Answer lists(Request request, Desk desk, List<String> parts) {
        var wanted = request.parameter("code");
        var body = Json.object();
        var lists = body.putArray("values_lists");
        desk.state().each(LISTS, (code, one) -> {
            if (wanted.map(code::equals).orElse(true)) {
                var list = lists.addObject().put("code", code).put("label", code);
                list.putArray("label_translations");
                var values = list.putArray("values");
                one.path("values")
                        .forEach(value -> values.addObject()
                                .put("code", value.asString())
                                .put("label", value.asString())
                                .putArray("label_translations"));
            }
        });
        return Answer.json(200, body);
    }

    private static void describe(ObjectNode about, ObjectNode one) {
        var level = about.path("level").asString();
        one.put("code", about.path("code").asString())
                .put("label", about.path("label").asString())
                .put("hierarchy_code", about.path("hierarchy").asString())
                .put("required", level.equals("REQUIRED"))
                .put("requirement_level", level)
                .put("type", about.path("type").asString())
                .put("type_parameter", about.path("list").asString(""))
                .put("variant", false);
        one.putArray("label_translations");
        one.putArray("description_translations");
        if (about.has("longest")) {
            one.put("validations", "MAX_LENGTH|" + about.path("longest").asInt());
        }
        if (about.has("list")) {
            one.put("values_list", about.path("list").asString());
            one.putArray("type_parameters")
                    .addObject()
                    .put("name", "LIST_CODE")
                    .put("value", about.path("list").asString());
        }
        var roles = one.putArray("roles");
        if (!about.path("role").asString("").isEmpty()) {
            roles.addObject().put("type", about.path("role").asString()).putArray("parameters");
        }
    }

    private static boolean within(String code, String above, State state) {
        for (var at = code; !at.isEmpty(); ) {
            if (at.equals(above)) {
                return true;
            }
            at = state.get(HIERARCHIES, at)
                    .map(one -> one.path("parent").asString(""))
                    .orElse("");
        }
        return false;
    }

    private static int level(String code, State state) {
        var parent = state.get(HIERARCHIES, code)
                .map(one -> one.path("parent").asString(""))
                .orElse("");
        return parent.isEmpty() ? 1 : 1 + level(parent, state);
    }
}
