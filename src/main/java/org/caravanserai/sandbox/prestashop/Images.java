package org.caravanserai.sandbox.prestashop;

import java.util.List;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Multipart;
import org.caravanserai.sandbox.Request;
import tools.jackson.databind.node.ObjectNode;

/** Images of products: uploaded as a form, never compared with what is there. */
final class Images {
    private static final String KIND = "images";
    private static final int MOST = 8 << 20;

    Answer create(Request request, Desk desk, List<String> parts) {
        var product = parts.get(0);
        if (!desk.state().has("products", product)) {
            return Prestashop.error(400, 55, "This product does not exist: " + product);
        }
        var image = Multipart.read(request).map(form -> form.get("image")).orElse(null);
        if (image == null || image.content().length == 0) {
            return Prestashop.error(400, 65, "Please set an \"image\" parameter with image data for value");
        }
        if (image.content().length > MOST) {
            return Prestashop.error(400, 67, "The image size is too large (maximum allowed is 8192 KB)");
        }
        if (!picture(image.content())) {
            return Prestashop.error(400, 68, "This image format is not recognized (allowed are gif, jpg, png)");
        }
        var first = desk.state().find(KIND, "id_product", product).isEmpty();
        var id = Long.toString(desk.state().next(KIND, 1));
        var record = Json.object()
                .put("id_product", product)
                .put("cover", first ? "1" : "0")
                .put("bytes", image.content().length)
                .put("hash", Json.hash(Json.object().put("content", image.content())));
        desk.state().put(KIND, id, record);
        desk.accepted(KIND, product + "/" + id, id, record);
        return Prestashop.xml(200, element(id, record));
    }

    Answer list(Request request, Desk desk, List<String> parts) {
        if (!desk.state().has("products", parts.get(0))) {
            return Prestashop.error(404, 55, "This product does not exist: " + parts.get(0));
        }
        var inner = new StringBuilder("<image id=\"" + parts.get(0) + "\">\n");
        desk.state()
                .find(KIND, "id_product", parts.get(0))
                .forEach(id -> inner.append("<declination id=\"" + id + "\"/>\n"));
        return Prestashop.xml(200, inner.append("</image>\n").toString());
    }

    Answer one(Request request, Desk desk, List<String> parts) {
        return find(desk, parts)
                ? Prestashop.xml(
                        200,
                        element(
                                parts.get(1),
                                desk.state().get(KIND, parts.get(1)).orElseThrow()))
                : Prestashop.error(404, 61, "This image does not exist on disk");
    }

    Answer delete(Request request, Desk desk, List<String> parts) {
        if (!find(desk, parts)) {
            return Prestashop.error(404, 61, "This image does not exist on disk");
        }
        desk.state().remove(KIND, parts.get(1));
        desk.removed(KIND, parts.get(0) + "/" + parts.get(1), parts.get(1));
        return Answer.empty(200);
    }

    private static boolean find(Desk desk, List<String> parts) {
        return desk.state()
                .get(KIND, parts.get(1))
                .filter(record -> record.path("id_product").asString().equals(parts.get(0)))
                .isPresent();
    }

    private static String element(String id, ObjectNode record) {
        return "<image>\n<id>" + Xml.text(id) + "</id>\n<id_product>"
                + Xml.text(record.path("id_product").asString()) + "</id_product>\n<cover>"
                + Xml.text(record.path("cover").asString()) + "</cover>\n</image>\n";
    }

    /** First bytes of PNG, JPEG and GIF. */
    private static boolean picture(byte[] file) {
        return begins(file, 0x89, 'P', 'N', 'G') || begins(file, 0xFF, 0xD8, 0xFF) || begins(file, 'G', 'I', 'F', '8');
    }

    private static boolean begins(byte[] file, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (file.length <= i || (file[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
