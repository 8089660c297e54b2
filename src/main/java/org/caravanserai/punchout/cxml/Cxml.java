package org.caravanserai.punchout.cxml;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;

/**
 * The root of every cXML document and its envelope (cXML.dtd 1.2). Fields are what stands in the document, texts as they
 * came and in the order of the DTD; null = absent. Where the DTD has a default, a method says it, since no DTD is ever
 * read. JAXB binds the fields; nothing else writes to a document that was read.
 */
@XmlRootElement(name = "cXML")
public final class Cxml {
    @XmlAttribute
    public String payloadID;

    @XmlAttribute
    public String timestamp;

    @XmlAttribute
    public String version;

    @XmlAttribute(name = "lang", namespace = XMLConstants.XML_NS_URI)
    public String lang;

    @XmlElement(name = "Header")
    public Header header;

    @XmlElement(name = "Request")
    public Request request;

    @XmlElement(name = "Message")
    public Message message;

    @XmlElement(name = "Response")
    public Response response;

    /** From and To never change on the way; Sender is who opened this connection. Hubs repeat From and To, so they are lists. */
    public static final class Header {
        @XmlElement(name = "From")
        public List<Party> from = new ArrayList<>();

        @XmlElement(name = "To")
        public List<Party> to = new ArrayList<>();

        @XmlElement(name = "Sender")
        public Sender sender;
    }

    /** A trading party; its credentials are synonyms. */
    public static class Party {
        @XmlElement(name = "Credential")
        public List<Credential> credentials = new ArrayList<>();

        /** A party with one credential. */
        public static Party of(String domain, String identity) {
            var party = new Party();
            party.credentials.add(Credential.of(domain, identity));
            return party;
        }
    }

    /** The party that sent the bytes. */
    public static final class Sender extends Party {
        @XmlElement(name = "UserAgent")
        public String userAgent;
    }

    /** A name of a party in a naming domain; {@code type="marketplace"} is the hub between. */
    public static final class Credential {
        @XmlAttribute
        public String domain;

        @XmlAttribute
        public String type;

        @XmlElement(name = "Identity")
        public AnyText identity;

        @XmlElement(name = "SharedSecret")
        public AnyText sharedSecret;

        /** A credential without secret. */
        public static Credential of(String domain, String identity) {
            var credential = new Credential();
            credential.domain = domain;
            credential.identity = AnyText.of(identity);
            return credential;
        }

        /** True when it names the marketplace between the parties. */
        public boolean marketplace() {
            return "marketplace".equals(type);
        }
    }

    /** Exactly one payload; which one the sender meant is {@link CxmlReader.Read#payload()}, also when it is none of these. */
    public static final class Request {
        @XmlAttribute
        public String deploymentMode;

        @XmlAttribute(name = "Id")
        public String id;

        @XmlElement(name = "ProfileRequest")
        public Profile.ProfileRequest profile;

        @XmlElement(name = "PunchOutSetupRequest")
        public PunchOut.PunchOutSetupRequest setup;

        @XmlElement(name = "OrderRequest")
        public Ordering.OrderRequest order;

        @XmlElement(name = "StatusUpdateRequest")
        public Progress.StatusUpdateRequest statusUpdate;

        @XmlElement(name = "ConfirmationRequest")
        public Progress.ConfirmationRequest confirmation;

        @XmlElement(name = "ShipNoticeRequest")
        public Progress.ShipNoticeRequest shipNotice;

        /** DTD default: production. */
        public boolean test() {
            return "test".equals(deploymentMode);
        }
    }

    /** Travels through the user's browser; never answered. */
    public static final class Message {
        @XmlAttribute
        public String deploymentMode;

        @XmlAttribute
        public String inReplyTo;

        @XmlElement(name = "Status")
        public Status status;

        @XmlElement(name = "PunchOutOrderMessage")
        public PunchOut.PunchOutOrderMessage cart;

        /** An absent Status means 200. */
        public int code() {
            return status == null ? 200 : status.number();
        }
    }

    /** A Status and, when that is 2xx, at most one payload. */
    public static final class Response {
        @XmlElement(name = "Status")
        public Status status;

        @XmlElement(name = "ProfileResponse")
        public Profile.ProfileResponse profile;

        @XmlElement(name = "PunchOutSetupResponse")
        public PunchOut.PunchOutSetupResponse setup;
    }

    /** An outcome; the body is detail for people. */
    public static final class Status {
        @XmlAttribute
        public String code;

        @XmlAttribute
        public String text;

        @XmlAttribute(name = "lang", namespace = XMLConstants.XML_NS_URI)
        public String lang;

        @XmlValue
        public String detail;

        /** A status of our table, with detail in English; null = none. */
        public static Status of(CxmlStatus status, String detail) {
            var made = new Status();
            made.code = Integer.toString(status.code());
            made.text = status.text();
            if (detail != null) {
                made.lang = "en-US";
                made.detail = detail;
            }
            return made;
        }

        /** The code, 0 when it is no number of three digits. */
        public int number() {
            return code != null && code.strip().matches("[0-9]{3}") ? Integer.parseInt(code.strip()) : 0;
        }
    }

    /** An address; buyers put blanks and line ends around it. */
    public static final class Url {
        @XmlAttribute
        public String name;

        @XmlValue
        public String value;

        /** An address without name. */
        public static Url of(String value) {
            var url = new Url();
            url.value = value;
            return url;
        }

        /** The address without blanks around it. */
        public String trimmed() {
            return value == null ? "" : value.strip();
        }
    }

    /** Something a buyer adds; names are not standardised and nothing is guaranteed. */
    public static final class Extrinsic extends AnyText {
        @XmlAttribute
        public String name;

        /** An extrinsic with a text. */
        public static Extrinsic of(String name, String text) {
            var extrinsic = new Extrinsic();
            extrinsic.name = name;
            extrinsic.content.add(text);
            return extrinsic;
        }
    }

    /** A text in a language. */
    public static final class LangText {
        @XmlAttribute(name = "lang", namespace = XMLConstants.XML_NS_URI)
        public String lang;

        @XmlValue
        public String value;

        /** @param lang BCP 47, {@code en} */
        public static LangText of(String lang, String value) {
            var text = new LangText();
            text.lang = lang;
            text.value = value;
            return text;
        }
    }

    /** A code of a naming domain. */
    public static final class DomainText {
        @XmlAttribute
        public String domain;

        @XmlAttribute
        public String code;

        @XmlValue
        public String value;

        /** A code. */
        public static DomainText of(String domain, String value) {
            var text = new DomainText();
            text.domain = domain;
            text.value = value;
            return text;
        }
    }

    /** Text for people and attachments. */
    public static final class Comments extends AnyText {
        @XmlAttribute
        public String type;

        @XmlAttribute(name = "lang", namespace = XMLConstants.XML_NS_URI)
        public String lang;

        /** A comment without attachment. */
        public static Comments of(String lang, String text) {
            var comments = new Comments();
            comments.lang = lang;
            comments.content.add(text);
            return comments;
        }
    }

    /** Points at another document by its payloadID. */
    public static final class DocumentReference {
        @XmlAttribute
        public String payloadID;

        /** A reference. */
        public static DocumentReference of(String payloadID) {
            var reference = new DocumentReference();
            reference.payloadID = payloadID;
            return reference;
        }
    }

    /** An id in a domain of the sender's choice. */
    public static final class IdReference {
        @XmlAttribute
        public String identifier;

        @XmlAttribute
        public String domain;

        @XmlElement(name = "Description")
        public Items.Description description;
    }
}
