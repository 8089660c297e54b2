package org.caravanserai.web.security;

import org.caravanserai.access.SignIn;
import org.caravanserai.access.Users;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Names and passwords, from the sign-in page or HTTP Basic. */
final class SignInProvider implements AuthenticationProvider {
    private final Users users;

    SignInProvider(Users users) {
        this.users = users;
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        var address = presented.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "unknown";
        var password = presented.getCredentials() == null
                ? ""
                : presented.getCredentials().toString();
        var outcome = users.signIn(presented.getName(), password, address);
        if (outcome instanceof SignIn.Welcome welcome) {
            return new Caller(
                    Caller.Kind.PERSON, welcome.user().name(), welcome.user().roles());
        }
        if (outcome instanceof SignIn.TooMany tooMany) {
            throw new TooManyAttempts(tooMany.pause());
        }
        throw new BadCredentialsException("wrong name or password");
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
