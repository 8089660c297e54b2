package org.caravanserai.sandbox.brevo;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.caravanserai.sandbox.Answer;
import org.caravanserai.sandbox.Ceiling;
import org.caravanserai.sandbox.Credential;
import org.caravanserai.sandbox.Desk;
import org.caravanserai.sandbox.Json;
import org.caravanserai.sandbox.Partner;
import org.caravanserai.sandbox.Request;
import org.caravanserai.sandbox.Routes;

/**
 * An account at Brevo (API v3; the address stands for {@code https://api.brevo.com/v3}). Contacts are told apart by
 * e-mail, attributes must be there before they are used, an opt-out goes away only when a call says so in so many words.
 *
 * <p>Records: {@code contacts} by id, {@code attributes lists folders companies companyAttributes blocked processes}.
 */
public final class Brevo implements Partner {
    private static final String[] CONTACTS = {
        "createContact",
        "getContacts",
        "getContactInfo",
        "updateContact",
        "deleteContact",
        "updateBatchContacts",
        "importContacts",
        "getAttributes",
        "createAttribute",
        "deleteAttribute",
        "getFolders",
        "getLists",
        "createList",
        "getContactsFromList",
        "addContactToList",
        "removeContactFromList"
    };

    private final Contacts contacts = new Contacts();
    private final ContactImports imports = new ContactImports(contacts);
    private final Companies companies = new Companies();
    private final Lists lists = new Lists();

    private final Routes routes = new Routes()
            .on("createContact", "POST", "/contacts", contacts::create)
            .on("getContacts", "GET", "/contacts", contacts::list)
            .on("updateBatchContacts", "POST", "/contacts/batch", contacts::batch)
            .on("importContacts", "POST", "/contacts/import", imports::take)
            .on("getAttributes", "GET", "/contacts/attributes", lists::attributes)
            .on("createAttribute", "POST", "/contacts/attributes/*/*", lists::createAttribute)
            .on("deleteAttribute", "DELETE", "/contacts/attributes/*/*", lists::deleteAttribute)
            .on("getFolders", "GET", "/contacts/folders", lists::folders)
            .on("getLists", "GET", "/contacts/lists", lists::lists)
            .on("createList", "POST", "/contacts/lists", lists::createList)
            .on("getContactsFromList", "GET", "/contacts/lists/*/contacts", contacts::ofList)
            .on("addContactToList", "POST", "/contacts/lists/*/contacts/add", contacts::addToList)
            .on("removeContactFromList", "POST", "/contacts/lists/*/contacts/remove", contacts::removeFromList)
            .on("getContactInfo", "GET", "/contacts/*", contacts::one)
            .on("updateContact", "PUT", "/contacts/*", contacts::update)
            .on("deleteContact", "DELETE", "/contacts/*", contacts::delete)
            .on("getProcess", "GET", "/processes/*", imports::process)
            .on("getProcesses", "GET", "/processes", imports::processes)
            .on("getTransacBlockedContacts", "GET", "/smtp/blockedContacts", lists::blocked)
            .on("unblock", "DELETE", "/smtp/blockedContacts/*", lists::unblock)
            .on("getCompanies", "GET", "/companies", companies::list)
            .on("createCompany", "POST", "/companies", companies::create)
            .on("getCompanyAttributes", "GET", "/companies/attributes", companies::attributes)
            .on("linkCompany", "PATCH", "/companies/link-unlink/*", companies::link)
            .on("getCompany", "GET", "/companies/*", companies::one)
            .on("updateCompany", "PATCH", "/companies/*", companies::update)
            .on("deleteCompany", "DELETE", "/companies/*", companies::delete);

    @Override
    public Routes routes() {
        return routes;
    }

    @Override
    public List<Ceiling> ceilings() {
        var hour = Duration.ofHours(1);
        return List.of(
                Ceiling.of(10, Duration.ofSeconds(1), CONTACTS),
                Ceiling.of(36_000, hour, CONTACTS),
                Ceiling.of(100, hour, "getProcess", "getProcesses"),
                Ceiling.of(100, hour, "getTransacBlockedContacts", "unblock"),
                Ceiling.of(
                        100,
                        hour,
                        "getCompanies",
                        "createCompany",
                        "getCompanyAttributes",
                        "linkCompany",
                        "getCompany",
                        "updateCompany",
                        "deleteCompany"));
    }

    @Override
    public Credential credential(String operation, Request request, Desk desk) {
        var key = request.header("api-key").orElse(null);
        return new Credential("api-key", key, desk.secret().equals(key));
    }

    @Override
    public Answer unauthorized(Request request) {
        return refusal(401, "unauthorized", "Key not found");
    }

    @Override
    public Answer missing(Request request) {
        return routes.knows(request)
                ? refusal(405, "method_not_allowed", "Method not allowed")
                : refusal(404, "document_not_found", "This address does not exist");
    }

    @Override
    public Answer failed(int status, String text) {
        return refusal(status, status == 429 ? "too_many_requests" : "internal_server_error", text);
    }

    @Override
    public Answer dressed(String operation, Answer answer, Allowance left) {
        if (left.calls() == 0) {
            return answer;
        }
        return answer.with("x-sib-ratelimit-limit", Integer.toString(left.calls()))
                .with("x-sib-ratelimit-remaining", Integer.toString(left.left()))
                .with(
                        "x-sib-ratelimit-reset",
                        Long.toString(Math.max(0, left.reset().toSeconds())));
    }

    @Override
    public void furnish(Desk desk) {
        lists.furnish(desk.state());
        companies.furnish(desk.state());
    }

    @Override
    public void pass(Desk desk) {
        imports.pass(desk);
    }

    @Override
    public Set<String> identifiers() {
        return Set.of("id", "email", "processId", "ext_id");
    }

    static Answer refusal(int status, String code, String message) {
        return Answer.json(status, Json.object().put("code", code).put("message", message));
    }

    static Answer invalid(String message) {
        return refusal(400, "invalid_parameter", message);
    }

    static Answer notFound(String message) {
        return refusal(404, "document_not_found", message);
    }
}
