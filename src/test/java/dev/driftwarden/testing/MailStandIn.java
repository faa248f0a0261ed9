package dev.driftwarden.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on this machine, which keeps what it takes. Its certificate is for {@value #NAME}. */
public final class MailStandIn implements AutoCloseable {
    public static final String NAME = "smtp.contoso.example";
    public static final String USER = "driftwarden";
    public static final String PASSWORD = "planted-secret";

    private static final String STORE_PASSWORD = "only-for-tests";

    /** How it protects its connections. */
    public enum Way {
        PLAIN,
        STARTTLS,
        IMPLICIT
    }

    /** A mail that was taken. */
    public record Taken(String from, List<String> to, boolean secured, String user, String raw) {
        public MimeMessage message() {
            try {
                return new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final SSLContext tls;
    private final SMTPServer server;

    public MailStandIn(Way way, boolean login) {
        tls = certified();
        SMTPServer.Builder builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName(NAME)
                .requireAuth(login)
                .messageHandlerFactory(context -> new Keeping(
                        ((org.subethamail.smtp.server.Session) context).isTLSStarted() || way == Way.IMPLICIT,
                        () -> context.getAuthenticationHandler()
                                .map(handler -> String.valueOf(handler.getIdentity()))
                                .orElse("")));
        if (login) {
            builder.authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                if (!USER.equals(user) || !PASSWORD.equals(password)) {
                    throw new LoginFailedException();
                }
            }));
        }
        if (way == Way.STARTTLS) {
            builder.enableTLS().requireTLS().startTlsSocketFactory(tls);
        }
        if (way == Way.IMPLICIT) {
            builder.serverSocketFactory(tls);
        }
        server = builder.build();
        server.start();
    }

    public int port() {
        return server.getPortAllocated();
    }

    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    /** Answers with a code when this recipient is named. */
    public MailStandIn refuse(String recipient, int code) {
        refused.put(recipient, code);
        return this;
    }

    public void takeAgain() {
        refused.clear();
    }

    /** Trusts the server's certificate, and no other. */
    public SSLContext trusting() {
        return tls;
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Keeping implements MessageHandler {
        private final boolean secured;
        private final Supplier<String> user;
        private final List<String> to = new ArrayList<>();
        private String from = "";

        Keeping(boolean secured, Supplier<String> user) {
            this.secured = secured;
            this.user = user;
        }

        @Override
        public void from(String sender) {
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            Integer code = refused.get(recipient);
            if (code != null) {
                throw new RejectException(code, "no such mailbox " + recipient);
            }
            to.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException {
            String raw = new String(data.readAllBytes(), StandardCharsets.ISO_8859_1);
            taken.add(new Taken(from, List.copyOf(to), secured, user.get(), raw));
            return "kept";
        }

        @Override
        public void done() {}
    }

    private static SSLContext certified() {
        try {
            Path folder = Files.createTempDirectory("mail-stand-in");
            Path file = folder.resolve("store.p12");
            Process made =
                    new ProcessBuilder(command(file)).redirectErrorStream(true).start();
            String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (made.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            KeyStore store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD.toCharArray());
            Files.delete(file);
            Files.delete(folder);
            return context(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(Path file) {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        return List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-dname",
                "CN=" + NAME,
                "-ext",
                "san=dns:" + NAME,
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD,
                "-keystore",
                file.toString());
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE_PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        SSLContext context = SSLContext.getInstance("TLS");
        try {
            certificates.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        certificates.setCertificateEntry("mail", store.getCertificate("mail"));
        trust.init(certificates);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
