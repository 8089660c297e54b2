package org.caravanserai.sandbox.shopware;

import java.util.List;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Request;

/** Files of media: by address (which is kept, never fetched) or as bytes. A file name is given once only. */
final class Uploads {
    private Uploads() {}

    static Answer upload(Request request, Desk desk, List<String> parts) {
        var id = parts.get(0);
        var media = desk.state().get("media", id);
        if (media.isEmpty()) {
            return Shopware.error(404, "CONTENT__MEDIA_NOT_FOUND", "Not Found", "Media for id " + id + " not found.");
        }
        var extension = request.parameter("extension").orElse("");
        if (!extension.matches("[a-z0-9]{2,5}")) {
            return Shopware.error(
                    400, "CONTENT__MEDIA_MISSING_FILE_EXTENSION", "Bad Request", "No file extension provided.");
        }
        var name = request.parameter("fileName").orElse(id);
        var whole = name + "." + extension;
        if (desk.state().find("media", "file", whole).stream().anyMatch(other -> !other.equals(id))) {
            return Shopware.error(
                    400,
                    "CONTENT__MEDIA_DUPLICATED_FILE_NAME",
                    "Bad Request",
                    "A file with the name \"" + whole + "\" already exists.");
        }
        var record = media.get().put("file", whole).put("hasFile", true);
        if (request.is("application/json")) {
            var url =
                    Json.read(request.body()).orElse(Json.object()).path("url").asString("");
            if (!url.matches("https?://[^\\s]+")) {
                return Shopware.error(400, "CONTENT__MEDIA_INVALID_URL", "Bad Request", "Provided URL is invalid.");
            }
            record.put("source", url);
        } else if (request.body().length == 0) {
            return Shopware.error(400, "CONTENT__MEDIA_EMPTY_FILE", "Bad Request", "The file is empty.");
        } else {
            record.put("size", request.body().length);
        }
        desk.state().put("media", id, record);
        desk.accepted("media", whole, id, record);
        return Answer.empty(204);
    }
}
