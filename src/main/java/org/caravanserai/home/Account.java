package org.caravanserai.home;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.parser.Position;

/**
 * {@code config/accounts/<name>.yaml}: a procurement buyer, with what its pack says already in it.
 *
 * @param name file name
 * @param pack what it extends: a pack of a buyer's system, or another account; null = nothing
 * @param company number of the ERP customer; terms and addresses come from there, null = none
 * @param assortment what the buyer sees, null = everything
 * @param brand whose face the shop and letters have, null = that of the installation
 * @param locale language where the buyer names none, null = that of the brand
 * @param production null = not open yet
 * @param test null = none
 * @param units null = codes are the same on both sides
 * @param classification null = none
 * @param cart what lines of its carts say
 */
public record Account(
        String name,
        String title,
        String owner,
        String pack,
        Protocol protocol,
        String company,
        String assortment,
        String brand,
        String locale,
        Side production,
        Side test,
        User user,
        String units,
        Classification classification,
        Cart cart,
        Limits limits,
        Cxml cxml,
        Oci oci,
        Position position) {

    /** How a buyer speaks. */
    public enum Protocol {
        CXML,
        OCI
    }

    /**
     * A name in a naming domain. Domains are compared without regard to case, values without blanks around them; digits
     * stay text, since leading zeros count.
     */
    public record Identity(String domain, String value) {
        /** Whether both name the same party. */
        public boolean same(Identity other) {
            return domain.strip().equalsIgnoreCase(other.domain.strip())
                    && value.strip().equals(other.value.strip());
        }

        @Override
        public String toString() {
            return domain + " " + value;
        }
    }

    /**
     * Production or test of a buyer.
     *
     * @param identity names of the buyer, synonyms; From of what it sends
     * @param sender who may send for it: its own names, or those of the network between
     * @param supplier names of ours at this buyer, To of what it sends; empty = any
     * @param login name it signs in with (OCI), null = none
     * @param secret references: current, and the one before while it is changed
     * @param returnHosts where a cart may go, exact names in lower case
     * @param allow what is forbidden otherwise
     * @param answers how it hears what becomes of its orders, null = not at all
     */
    public record Side(
            List<Identity> identity,
            List<Identity> sender,
            List<Identity> supplier,
            String login,
            List<String> secret,
            Set<String> returnHosts,
            Set<Allow> allow,
            Answers answers,
            Position position) {}

    /** Exceptions for return addresses. */
    public enum Allow {
        /** Without TLS. */
        HTTP,
        /** An IP address in the place of a name. */
        IP,
        /** The pseudo address of SAP GUI. */
        SAPEVENT
    }

    /**
     * Who the user is.
     *
     * @param resolve where the name is looked for, in this order
     * @param unknown what happens to a user without name
     * @param echo extrinsics that go back with the cart; personal data goes nowhere else
     */
    public record User(List<String> resolve, Unknown unknown, List<String> echo) {}

    /** What happens to a user without name. */
    public enum Unknown {
        GUEST,
        REFUSE
    }

    /**
     * The classification the buyer wants.
     *
     * @param table our category to the buyer's code, null = our code is the buyer's
     */
    public record Classification(String system, String version, String table) {}

    /**
     * What lines of carts say.
     *
     * @param map what a line says of its product, {@code <folder>/cart-out}
     * @param note where what the user says to a line goes: a field of OCI, or an extrinsic of cXML; null = where the protocol has a place
     */
    public record Cart(String map, String note) {}

    /**
     * Longest values the buyer takes; 0 = not limited.
     *
     * @param bytes counted in bytes of UTF-8, not in characters
     * @param decimals of a unit price
     * @param forbidden characters the buyer refuses in part numbers
     */
    public record Limits(
            int part,
            int auxiliary,
            int name,
            int description,
            int manufacturerPart,
            int decimals,
            String forbidden,
            boolean bytes) {}

    /**
     * What is particular when the buyer speaks cXML.
     *
     * @param versions DTD by what is written: setup, cart, confirmation, shipment
     * @param field name of the field in the returned form, null = that of the form
     * @param anyCase a root element in lower case is taken
     * @param allowed what may be done with a cart later
     * @param lenientEdit a cart we no longer know is opened empty, not refused with 412
     */
    public record Cxml(
            Map<String, String> versions,
            Form form,
            String field,
            boolean anyCase,
            String allowed,
            boolean lenientEdit,
            ZoneId timeZone) {}

    /** How a cart travels through the browser. */
    public enum Form {
        BASE64,
        URLENCODED
    }

    /**
     * What is particular when the buyer speaks OCI.
     *
     * @param split parameters of HOOK_URL become fields
     * @param encoding of the returned form, unless the buyer names one
     * @param emptyFields fields without value are sent too
     * @param userField name of the parameter with the login
     * @param vendor the buyer's number for us, null = none
     */
    public record Oci(
            boolean split,
            Charset encoding,
            boolean emptyFields,
            String userField,
            String passwordField,
            String vendor) {}

    /** The open sides, production first. */
    public List<Side> sides() {
        return java.util.stream.Stream.of(production, test)
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
