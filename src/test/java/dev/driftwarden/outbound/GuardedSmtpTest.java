package dev.driftwarden.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.policy.Channel.Login;
import dev.driftwarden.policy.Channel.Protection;
import dev.driftwarden.policy.Channel.Smtp;
import dev.driftwarden.policy.SecretName;
import dev.driftwarden.testing.HostileTexts;
import dev.driftwarden.testing.MailStandIn;
import dev.driftwarden.testing.MailStandIn.Taken;
import dev.driftwarden.testing.MailStandIn.Way;
import dev.driftwarden.testing.MutableClock;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Mail to a server on this machine that speaks real SMTP. */
class GuardedSmtpTest {
    private static final SecretName PASSWORD = new SecretName("DRIFTWARDEN_SECRET_SMTP");
    private static final String ONCALL = "oncall@contoso.example";
    private static final String TEAM = "team@contoso.example";
    private static final OutboundMail MAIL =
            new OutboundMail("id-1", "Approval needed · high", "plain text\n.\n..\n", "<p>HTML</p>");

    private final MutableClock clock = MutableClock.atNoon();

    private GuardedSmtp mail(MailStandIn server, String password) {
        return mail(server.trusting().getSocketFactory(), password, "127.0.0.1");
    }

    private GuardedSmtp mail(SSLSocketFactory tls, String password, String address) {
        OutboundHosts hosts = new OutboundHosts(
                List.of("smtp.fabrikam.example"), Set.of(MailStandIn.NAME, "127.0.0.1", "other.contoso.example"));
        AddressGuard guard = new AddressGuard(hosts, host -> new InetAddress[] {InetAddress.getByName(address)});
        return new GuardedSmtp(guard, name -> new Secret(password), clock, tls, Duration.ofSeconds(2));
    }

    private static Smtp to(String host, int port, Protection protection, @Nullable Login login) {
        return new Smtp(host, port, protection, login, "driftwarden@contoso.example", List.of(ONCALL, TEAM));
    }

    private static Smtp plain(MailStandIn server) {
        return to("127.0.0.1", server.port(), Protection.NONE, null);
    }

    private static OutboundException refusal(Runnable sending) {
        return catchThrowableOfType(OutboundException.class, sending::run);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "IMPLICIT"})
    void sendsSecuredAndSignedIn(Protection protection) throws Exception {
        try (MailStandIn server = new MailStandIn(Way.valueOf(protection.name()), /* login= */ true)) {
            mail(server, MailStandIn.PASSWORD)
                    .submit(
                            to(MailStandIn.NAME, server.port(), protection, new Login(MailStandIn.USER, PASSWORD)),
                            MAIL);
            Taken taken = server.taken().get(0);
            assertThat(taken.secured()).isTrue();
            assertThat(taken.user()).isEqualTo(MailStandIn.USER);
            assertThat(taken.to()).containsExactly(ONCALL, TEAM);
            MimeMessage message = taken.message();
            assertThat(message.getSubject()).isEqualTo("Approval needed · high");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("plain text\n.\n..\n");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        }
    }

    @Test
    void givesARepeatedMailTheSameMessageId() throws Exception {
        try (MailStandIn server = new MailStandIn(Way.PLAIN, /* login= */ false)) {
            mail(server, "").submit(plain(server), MAIL);
            mail(server, "").submit(plain(server), MAIL);
            assertThat(server.taken().get(0).message().getMessageID())
                    .endsWith("@contoso.example>")
                    .isEqualTo(server.taken().get(1).message().getMessageID());
        }
    }

    @Test
    void letsNoTextBecomeAHeaderOrACommand() throws Exception {
        try (MailStandIn server = new MailStandIn(Way.PLAIN, /* login= */ false)) {
            for (String hostile : HostileTexts.ALL) {
                mail(server, "")
                        .submit(plain(server), new OutboundMail(hostile, hostile, "\r\n.\r\nRSET\r\n" + hostile, "x"));
            }
            assertThat(server.taken()).hasSameSizeAs(HostileTexts.ALL).allSatisfy(taken -> {
                MimeMessage message = taken.message();
                assertThat(message.getHeader("X-Injected")).isNull();
                assertThat(message.getHeader("Bcc")).isNull();
                assertThat(taken.to()).containsExactly(ONCALL, TEAM);
                assertThat(((MimeMultipart) message.getContent())
                                .getBodyPart(0)
                                .getContent()
                                .toString())
                        .contains("RSET");
            });
        }
    }

    /** A server that another name's certificate, or none that is trusted, stands for gets neither password nor mail. */
    @ParameterizedTest
    @CsvSource({"STARTTLS, true", "IMPLICIT, true", "STARTTLS, false", "IMPLICIT, false"})
    void saysNothingToAServerThatIsNotTheOneMeant(Protection protection, boolean trusted) {
        try (MailStandIn server = new MailStandIn(Way.valueOf(protection.name()), /* login= */ true)) {
            String host = trusted ? "other.contoso.example" : MailStandIn.NAME;
            SSLSocketFactory tls =
                    trusted ? server.trusting().getSocketFactory() : (SSLSocketFactory) SSLSocketFactory.getDefault();
            OutboundException refused = refusal(() -> mail(tls, MailStandIn.PASSWORD, "127.0.0.1")
                    .submit(to(host, server.port(), protection, new Login(MailStandIn.USER, PASSWORD)), MAIL));
            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused).hasMessageContaining("No safe connection");
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void sendsNothingInTheClearWhenTheServerOffersNoStartTls() {
        try (MailStandIn server = new MailStandIn(Way.PLAIN, /* login= */ true)) {
            OutboundException refused = refusal(() -> mail(server, MailStandIn.PASSWORD)
                    .submit(
                            to(
                                    MailStandIn.NAME,
                                    server.port(),
                                    Protection.STARTTLS,
                                    new Login(MailStandIn.USER, PASSWORD)),
                            MAIL));
            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused).hasMessageContaining("no STARTTLS");
            assertThat(server.taken()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.contoso.example, NONE, 127.0.0.1, without TLS",
        "smtp.evil.example, STARTTLS, 203.0.113.7, is not allowed",
        "smtp.fabrikam.example, STARTTLS, 10.0.0.5, not on the internet",
        "smtp.contoso.example, IMPLICIT, 169.254.169.254, not on the internet",
    })
    void callsOnlyWhereItMay(String host, Protection protection, String address, String reason) {
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        OutboundException refused =
                refusal(() -> mail(tls, "x", address).submit(to(host, 587, protection, null), MAIL));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining(reason);
    }

    @Test
    void saysThatTheLoginIsWrongWithoutRepeatingIt() {
        try (MailStandIn server = new MailStandIn(Way.STARTTLS, /* login= */ true)) {
            OutboundException refused = refusal(() -> mail(server, "planted-wrong")
                    .submit(
                            to(
                                    MailStandIn.NAME,
                                    server.port(),
                                    Protection.STARTTLS,
                                    new Login(MailStandIn.USER, PASSWORD)),
                            MAIL));
            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused).hasMessageNotContaining("planted").hasMessageContaining("user name and password");
        }
    }

    /** What is refused for now is tried again, what is refused for good is not, and who can be reached is. */
    @ParameterizedTest
    @CsvSource({
        "450, 450, BUSY, 0, answered 450",
        "550, 550, INVALID, 0, answered 550",
        "530, 530, REFUSED, 0, answered 530",
        "550, 0, INVALID, 1, for 1 of the addresses only",
        "450, 0, INVALID, 1, for 1 of the addresses only",
    })
    void knowsWhatARefusalMeans(int first, int second, Kind kind, int taken, String text) {
        try (MailStandIn server = new MailStandIn(Way.PLAIN, /* login= */ false)) {
            Map.of(ONCALL, first, TEAM, second).forEach((who, code) -> {
                if (code > 0) {
                    server.refuse(who, code);
                }
            });
            OutboundException refused = refusal(() -> mail(server, "").submit(plain(server), MAIL));
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused).hasMessageContaining(text);
            assertThat(server.taken()).hasSize(taken);
        }
    }

    @Test
    void doesNotWaitForASilentServerForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
            OutboundException failure = refusal(() -> mail(tls, "", "127.0.0.1")
                    .submit(to("127.0.0.1", silent.getLocalPort(), Protection.NONE, null), MAIL));
            assertThat(failure.kind()).isEqualTo(Kind.BUSY);
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        OutboundException failure =
                refusal(() -> mail(tls, "", "127.0.0.1").submit(to("127.0.0.1", port, Protection.NONE, null), MAIL));
        assertThat(failure.kind()).isEqualTo(Kind.BUSY);
        assertThat(failure).hasMessageContaining("cannot be reached");
    }
}
