package org.caravanserai.web.soap;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.access.Audit;
import org.caravanserai.access.Role;
import org.caravanserai.access.User;
import org.caravanserai.canonical.Kind;
import org.caravanserai.home.reload.CurrentHome;
import org.caravanserai.ingest.Ingest;
import org.caravanserai.ingest.IngestCode;
import org.caravanserai.ingest.Run;
import org.caravanserai.order.Desk;
import org.caravanserai.order.Incoming;
import org.caravanserai.parser.Json;
import org.caravanserai.web.security.Loopback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /soap/hub}: what an ERP that calls tells the hub, by the contract of {@code soap/hub.wsdl}. Of the HTTP message nothing decides but the body:
 * the operation is the element in it, whatever SOAPAction says. What went wrong is a fault with status 500 and a text for the caller.
 */
@RestController
class HubService {
    private static final Logger LOG = LoggerFactory.getLogger(HubService.class);
    private static final String TRANSPORT = "soap";
    private static final int MOST = 8 << 20;
    private static final int SHOWN = 20;
    private static final String LOOK =
            "This address takes SOAP 1.1 messages by POST, signed in with a WS-Security UsernameToken.\n"
                    + "The contract is not served here: hub.wsdl and hub.xsd lie in caravanserai.jar, in BOOT-INF/classes/soap;"
                    + " the guide connect-an-erp says how to take them out.\n";

    private final TokenCheck tokens;
    private final Ingest ingest;
    private final Desk desk;
    private final CurrentHome home;
    private final Audit audit;

    HubService(TokenCheck tokens, Ingest ingest, Desk desk, CurrentHome home, Audit audit) {
        this.tokens = tokens;
        this.ingest = ingest;
        this.desk = desk;
        this.home = home;
        this.audit = audit;
    }

    @PostMapping(
            value = "/soap/hub",
            consumes = {MediaType.TEXT_XML_VALUE, MediaType.APPLICATION_XML_VALUE})
    ResponseEntity<byte[]> call(HttpServletRequest request) throws IOException {
        var bytes = request.getInputStream().readNBytes(MOST + 1);
        try {
            if (bytes.length > MOST) {
                throw new SoapFault(SoapFault.Code.CLIENT, "WEB-413", "a message has at most " + (MOST >> 20) + " MiB");
            }
            var token = Envelope.token(bytes);
            boolean secret = request.isSecure() || Loopback.is(request.getRemoteAddr());
            var user = tokens.user(token, request.getRemoteAddr(), secret);
            return answer(200, SoapWriter.answer(done(Envelope.read(bytes, token), user)));
        } catch (SoapFault fault) {
            return answer(500, SoapWriter.fault(fault));
        } catch (RuntimeException broken) {
            LOG.error("a call of the SOAP service failed inside the hub", broken);
            return answer(
                    500,
                    SoapWriter.fault(new SoapFault(
                            SoapFault.Code.SERVER,
                            null,
                            "the hub could not do it; nothing was promised, and sending it again is safe")));
        }
    }

    /** SOAP 1.1 comes by POST (7.1 of the note): whoever looks with a browser, or asks for the WSDL, reads where the contract is. */
    @GetMapping("/soap/hub")
    ResponseEntity<byte[]> look() {
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, HttpMethod.POST.name())
                .contentType(MediaType.parseMediaType("text/plain;charset=utf-8"))
                .body(LOOK.getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> answer(int status, byte[] body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType("text/xml;charset=utf-8"))
                .body(body);
    }

    private SoapWriter.Element done(Envelope said, User user) throws SoapFault {
        return switch (said.operation()) {
            case "deliverProducts" -> deliver(said, user, Kind.PRODUCTS, "products");
            case "deliverPrices", "deliverStock" -> deliver(said, user, Kind.OFFERS, "offers");
            case "deliverCustomers" -> deliver(said, user, Kind.COMPANIES, "companies");
            case "reportProgress" -> progress(said, user);
            default ->
                throw new SoapFault(
                        SoapFault.Code.CLIENT, null, "'" + said.operation() + "' is no operation of this service");
        };
    }

    private static void allowed(User user, Role role) throws SoapFault {
        if (!user.may(role) && !user.may(Role.OPERATOR)) {
            throw new SoapFault(SoapFault.Code.CLIENT, "API-403", "this needs the role " + role.id() + " or operator");
        }
    }

    private SoapWriter.Element deliver(Envelope said, User user, Kind kind, String list) throws SoapFault {
        allowed(user, kind == Kind.COMPANIES ? Role.CUSTOMERS : Role.CATALOGUE);
        var body = lines((List<?>) said.body().get(list));
        var run = ingest.documents(
                (String) said.body().get("source"),
                kind,
                new ByteArrayInputStream(body),
                new Ingest.Call(false, null, user.name(), body.length + 1L));
        if (run.id() != 0) {
            audit.record(
                    user.name(),
                    "ingest " + run.source() + "/" + run.kind().word() + " run " + run.id(),
                    null,
                    run.sha256(),
                    TRANSPORT,
                    run.state().name().toLowerCase(Locale.ROOT));
        }
        if (run.state() != Run.State.DONE) {
            throw new SoapFault(
                    SoapFault.Code.CLIENT,
                    run.code() == null ? IngestCode.INTERRUPTED.code() : run.code(),
                    run.reason() == null ? "nothing was taken" : run.reason());
        }
        var answer = new SoapWriter.Element("deliverResponse");
        answer.add("run", Long.toString(run.id()));
        answer.add("received", Long.toString(run.account().received()));
        answer.add("refused", Long.toString(run.account().refused()));
        if (run.account().refused() > 0) {
            for (var row : ingest.refusals(run, 0, SHOWN)) {
                var reason = answer.child("reasons");
                reason.add("code", row.rule());
                reason.add("message", "record " + row.line() + ": " + row.message());
            }
        }
        return answer;
    }

    /** A record a line, so that the line a refusal names is the number of its record. */
    private static byte[] lines(List<?> documents) {
        return documents.stream()
                .map(document -> new String(Json.write(document), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What the channel of the ERP says about an order; only a channel that receives orders may. */
    private SoapWriter.Element progress(Envelope said, User user) throws SoapFault {
        allowed(user, Role.CUSTOMERS);
        var channel = (String) said.body().get("channel");
        var known = home.get().channels().get(channel);
        if (known == null || !known.streams().containsKey("orders")) {
            throw new SoapFault(SoapFault.Code.CLIENT, null, "no channel of this name receives orders");
        }
        var tree = new LinkedHashMap<String, Object>(said.body());
        tree.remove("channel");
        if (said.body().get("order") instanceof Map<?, ?> named && named.containsKey("id")) {
            tree.put("order", Map.of("system", channel, "id", named.get("id")));
        }
        var bytes = Json.write(tree);
        var done = desk.progress(channel, tree, Incoming.Message.of(TRANSPORT, null, bytes, bytes));
        audit.record(
                user.name(),
                "progress of an order at " + channel,
                null,
                done.status() == 200 ? (String) done.body().get("state") : null,
                TRANSPORT,
                done.status() == 200 ? "taken" : "refused");
        var answer = new SoapWriter.Element("reportProgressResponse");
        answer.add("outcome", done.status() == 200 ? "taken" : "refused");
        answer.add("key", (String) done.body().get("key"));
        answer.add("state", (String) done.body().get("state"));
        for (var reason : reasons(done)) {
            var element = answer.child("reasons");
            element.add("code", (String) reason.get("code"));
            element.add("path", (String) reason.get("path"));
            element.add("message", (String) reason.get("message"));
        }
        return answer;
    }

    private static List<Map<?, ?>> reasons(Desk.Said said) {
        var reasons = new ArrayList<Map<?, ?>>();
        if (said.body().get("reasons") instanceof List<?> list) {
            list.forEach(one -> reasons.add((Map<?, ?>) one));
        }
        return reasons;
    }
}
