package dev.driftwarden.outbound;

import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.policy.Channel.Login;
import dev.driftwarden.policy.Channel.Protection;
import dev.driftwarden.policy.Channel.Smtp;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to mail servers so that nothing else can be reached through it: only allowed hosts, and it opens the connection
 * itself, to an address that was checked. The server's name must be that of its certificate.
 */
public final class GuardedSmtp implements MailServers {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final AddressGuard guard;
    private final Secrets secrets;
    private final Clock clock;
    private final SSLSocketFactory tls;
    private final Duration answer;

    public GuardedSmtp(OutboundHosts hosts, Secrets secrets, Clock clock) {
        this(
                new AddressGuard(hosts, InetAddress::getAllByName),
                secrets,
                clock,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                ANSWER);
    }

    GuardedSmtp(AddressGuard guard, Secrets secrets, Clock clock, SSLSocketFactory tls, Duration answer) {
        this.guard = guard;
        this.secrets = secrets;
        this.clock = clock;
        this.tls = tls;
        this.answer = answer;
    }

    @Override
    public void submit(Smtp server, OutboundMail mail) {
        guard.checkMailServer(server.host(), server.protection() != Protection.NONE);
        Login login = server.login();
        Secret password = login == null ? null : secrets.get(login.password());
        // Jakarta Mail finds its parts by the thread's class loader, which a host may have set to another.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(GuardedSmtp.class.getClassLoader());
        try (Socket socket = connected(server)) {
            hand(server, mail, socket, password);
        } catch (IOException | MessagingException e) {
            throw SmtpFailures.of(server.host(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void hand(Smtp server, OutboundMail mail, Socket socket, @Nullable Secret password)
            throws MessagingException {
        Session session = Session.getInstance(properties(server), new SmtpPassword(server, password));
        MimeMessage message = MailMessage.of(session, server, mail, clock.instant());
        try (SMTPTransport transport = new SMTPTransport(session, null)) {
            transport.connect(socket);
            if (password != null && !transport.supportsExtension("AUTH")) {
                throw new OutboundException(Kind.REFUSED, server.host() + " takes no user name and password.");
            }
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    /** The first address that answers; each of them was checked before. */
    private Socket connected(Smtp server) throws IOException {
        IOException last = null;
        for (InetAddress address : guard.resolve(server.host())) {
            try {
                return connected(server, address);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last == null ? new IOException("no address") : last;
    }

    // The caller closes it; here it is closed when it does not get that far.
    @SuppressWarnings("resource")
    private Socket connected(Smtp server, InetAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            // With its name, which is compared with the certificate.
            InetAddress named = InetAddress.getByAddress(bare(server.host()), address.getAddress());
            socket.connect(new InetSocketAddress(named, server.port()), Math.toIntExact(CONNECT.toMillis()));
            socket.setSoTimeout(Math.toIntExact(answer.toMillis()));
            return server.protection() == Protection.IMPLICIT ? secured(socket, server) : socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private SSLSocket secured(Socket socket, Smtp server) throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.createSocket(socket, bare(server.host()), server.port(), /* autoClose= */ true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private Properties properties(Smtp server) {
        Properties properties = new Properties();
        Login login = server.login();
        boolean startTls = server.protection() == Protection.STARTTLS;
        properties.put("mail.smtp.ssl.socketFactory", tls);
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.auth", String.valueOf(login != null));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.setProperty("mail.smtp.timeout", String.valueOf(answer.toMillis()));
        properties.setProperty("mail.smtp.writetimeout", String.valueOf(answer.toMillis()));
        properties.setProperty(
                "mail.smtp.localhost", server.from().substring(server.from().lastIndexOf('@') + 1));
        properties.setProperty("mail.smtp.from", server.from());
        properties.setProperty("mail.smtp.sendpartial", "true");
        if (login != null) {
            properties.setProperty("mail.smtp.user", login.user());
        }
        return properties;
    }
}
