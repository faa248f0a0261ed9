package dev.driftwarden.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The size of the zip that is deployed. */
final class Sizes implements Benchmark {
    @Override
    public void run(Report report) throws IOException {
        Counted counted = new Counted();
        List<Path> files;
        try (Stream<Path> all = Files.walk(StagedApp.FOLDER)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (ZipOutputStream zip = new ZipOutputStream(counted)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(StagedApp.FOLDER.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        report.add("deployment zip", String.format(Locale.ROOT, "%.1f MB", counted.bytes / 1e6), "60 MB");
    }

    private static final class Counted extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }
    }
}
