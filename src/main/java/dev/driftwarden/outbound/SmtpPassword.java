package dev.driftwarden.outbound;

import dev.driftwarden.policy.Channel.Login;
import dev.driftwarden.policy.Channel.Smtp;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import org.jspecify.annotations.Nullable;

/** Gives the password to the one connection that is signed in with it. */
final class SmtpPassword extends Authenticator {
    private final Smtp server;
    private final @Nullable Secret password;

    SmtpPassword(Smtp server, @Nullable Secret password) {
        this.server = server;
        this.password = password;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        Login login = server.login();
        return login == null || password == null
                ? null
                : new PasswordAuthentication(login.user(), password.reveal().strip());
    }
}
