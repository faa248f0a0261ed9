package dev.driftwarden.report;

import dev.driftwarden.ledger.Codec;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of a report for other programs. */
public enum ReportFormat {
    JSON("application/json", "json"),
    CSV("text/csv; charset=utf-8", "csv"),
    OCSF("application/json", "ocsf.json"),
    SARIF("application/sarif+json", "sarif");

    private final String contentType;
    private final String extension;

    ReportFormat(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    /** The names as they are asked for. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ReportFormat::toString).toList();
    }

    public static ReportFormat named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public String contentType() {
        return contentType;
    }

    /** A name for the file that it is saved to. */
    public String fileName(Document document) {
        return "driftwarden-" + document.at().atOffset(ZoneOffset.UTC).toLocalDate() + "." + extension;
    }

    public String write(Document document, Codec codec) {
        String version = version();
        Clock then = Clock.fixed(document.at(), ZoneOffset.UTC);
        return switch (this) {
            case JSON -> codec.tree(document).toString();
            case CSV -> written(new CsvReport(), document);
            case OCSF -> written(new OcsfReport(version, then), document);
            case SARIF -> written(new SarifReport(version), document);
        };
    }

    private static String version() {
        String version = ReportFormat.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    private static String written(LineReport report, Document document) {
        StringWriter text = new StringWriter();
        try {
            report.write(document.lines(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
