package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON files that somebody else wrote and refuses whatever could be understood in two ways: a key given twice,
 * bytes that are no UTF-8, numbers that no double or long holds, text behind the value. Nesting is bounded at
 * {@value #MAX_DEPTH}, a text at {@value #MAX_TEXT} characters, a file at {@value #MAX_BYTES} bytes. A UTF-8 byte order
 * mark, which Windows tools write, is accepted.
 */
public final class StrictJson {
    static final int MAX_DEPTH = 200;
    static final int MAX_TEXT = 4_000_000;
    static final int MAX_BYTES = 256 * 1024 * 1024;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNumberLength(100)
                    .build())
            .build();

    /**
     * Reads the stream to its end; closing it is the caller's.
     *
     * @param file the name that messages use
     * @throws BadInputException when it is not acceptable JSON
     * @throws IOException when the stream breaks
     */
    public Document read(String file, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new BadInputException(file, "the file is larger than " + MAX_BYTES + " bytes; split it");
        }
        int start = lengthOfByteOrderMark(file, bytes);
        InputStream content = new ByteArrayInputStream(bytes, start, bytes.length - start);
        try (JsonParser parser = factory.createParser(new InputStreamReader(content, strictUtf8()))) {
            return new JsonTree(file, parser).read();
        } catch (CharacterCodingException e) {
            throw new BadInputException(placeOfBadByte(file, bytes), "the bytes here are not UTF-8");
        }
    }

    private static int lengthOfByteOrderMark(String file, byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            throw new BadInputException(new Place(file, 1, 1), "this is UTF-16; save the file as UTF-8");
        }
        return startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static CharsetDecoder strictUtf8() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static Place placeOfBadByte(String file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8192);
        CharsetDecoder decoder = strictUtf8();
        int line = 1;
        int column = 1;
        boolean more = true;
        while (more) {
            more = decoder.decode(in, out, true).isOverflow();
            out.flip();
            while (out.hasRemaining()) {
                boolean newLine = out.get() == '\n';
                line += newLine ? 1 : 0;
                column = newLine ? 1 : column + 1;
            }
            out.clear();
        }
        return new Place(file, line, column);
    }
}
