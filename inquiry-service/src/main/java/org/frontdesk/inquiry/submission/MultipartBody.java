package org.frontdesk.inquiry.submission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.frontdesk.inquiry.submission.Submission.FieldError;
import org.frontdesk.inquiry.submission.Submission.NamedValue;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * The parts of multipart/form-data (RFC 7578), read with Tomcat's streaming parser. Spring's and Servlet's multipart
 * support write large parts to disk.
 *
 * @param fileErrors one for each uploaded file: forms do not accept files
 */
record MultipartBody(List<NamedValue> pairs, List<FieldError> fileErrors) {
    private static final int MAX_PARTS = 300;
    private static final int MAX_PART_HEADER_BYTES = 4 * 1024;

    /**
     * @throws Refusal 400 if it is malformed, has too many parts or is not UTF-8; 415 if a part names another charset
     */
    static MultipartBody parse(String type, byte[] body) {
        var parts = new MultipartBody(new ArrayList<>(), new ArrayList<>());
        try {
            parts.readAll(type, body);
            return parts;
        } catch (Refusal e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The parsers throw various exceptions on malformed input, and everything that they read is the client's.
            throw Refusal.malformed("The multipart body is malformed. Send multipart/form-data as in RFC 7578.");
        }
    }

    private void readAll(String type, byte[] body) throws IOException {
        var reader = new FileUpload();
        reader.setPartHeaderSizeMax(MAX_PART_HEADER_BYTES);
        reader.setHeaderEncoding(ISO_8859_1.name()); // byte for byte, to be decoded strictly below
        var items = reader.getItemIterator(new InMemory(type, body));
        for (int count = 1; items.hasNext(); count++) {
            if (count > MAX_PARTS) {
                throw Refusal.malformed("Send at most %d parts.".formatted(MAX_PARTS));
            }
            read(items.next());
        }
    }

    private void read(FileItemStream part) throws IOException {
        var name = BoundedBody.utf8(part.getFieldName().getBytes(ISO_8859_1));
        var content = part.openStream().readAllBytes();
        if (part.isFormField()) {
            checkCharset(part.getContentType());
            pairs.add(new NamedValue(name, BoundedBody.utf8(content)));
        } else if (content.length > 0 || !part.getName().isEmpty()) { // browsers send an empty part if no file is chosen
            fileErrors.add(FieldError.of(CleanedValues.line(name), "file"));
        }
    }

    private static void checkCharset(String type) {
        var charset = type == null ? null : MediaType.parseMediaType(type).getCharset();
        if (charset != null && !charset.equals(UTF_8) && !charset.equals(US_ASCII)) {
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "content-type", "Send every part in UTF-8.");
        }
    }

    private record InMemory(String type, byte[] body) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return null;
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return body.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
