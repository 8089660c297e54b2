package org.caravanserai.web.security;

import java.util.Collection;
import java.util.Set;
import org.caravanserai.access.ChannelKeys;
import org.caravanserai.access.Role;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Who is calling, proved.
 *
 * @param kind a person, a program with an API key, or a partner with the key of a channel
 * @param name user name, holder of the key, or name of the channel
 * @param roles given roles; none for a channel
 * @param key first half of the channel's key, null when something else was proved
 */
public record Caller(Kind kind, String name, Set<Role> roles, String key) implements Authentication {
    /** What was proved. */
    public enum Kind {
        PERSON,
        PROGRAM,
        CHANNEL
    }

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** A person or a program. */
    public Caller(Kind kind, String name, Set<Role> roles) {
        this(kind, name, roles, null);
    }

    /** The partner of a channel. */
    static Caller of(ChannelKeys.Partner partner) {
        return new Caller(Kind.CHANNEL, partner.channel(), Set.of(), partner.id());
    }

    /** True when one of the roles includes this one. */
    public boolean may(Role role) {
        return roles.stream().anyMatch(given -> given.included().contains(role));
    }

    /** True when this is the partner of that channel. */
    public boolean isChannel(String channel) {
        return kind == Kind.CHANNEL && name.equals(channel);
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return AuthorityUtils.createAuthorityList(roles.stream()
                .flatMap(role -> role.included().stream())
                .distinct()
                .map(role -> "ROLE_" + role.id())
                .toArray(String[]::new));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object getCredentials() {
        return null;
    }

    @Override
    public Object getDetails() {
        return null;
    }

    /** The name: servlets show it as the remote user. */
    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        if (!authenticated) {
            throw new IllegalArgumentException("a caller is proved by its existence");
        }
    }
}
