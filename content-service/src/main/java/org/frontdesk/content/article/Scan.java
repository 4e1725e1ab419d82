package org.frontdesk.content.article;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.frontdesk.content.article.Article.Section;

/**
 * A directory listing of the site folder: names, sizes and times, no contents. Two equal scans mean that nothing has
 * changed in between. Polling, not a {@code WatchService}: network drives and containers do not always send its events.
 *
 * @param files by path in the folder, such as {@code content/en/news/winter-hours.md}
 * @param unreadable paths that cannot be read, and symbolic links out of the folder, which are never followed
 */
public record Scan(SortedMap<String, Found> files, Set<String> folders, Set<String> unreadable) {
    /** @param key the file system's own key of the file: a renamed file of the same size and time is another one */
    public record Found(String name, Path path, long size, FileTime modified, Object key) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Found found && name.equals(found.name) && size == found.size
                    && modified.equals(found.modified) && Objects.equals(key, found.key);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        String fileName() {
            return name.substring(name.lastIndexOf('/') + 1);
        }

        String language() {
            return name.split("/")[1];
        }

        Section section() {
            return Section.of(name.split("/")[2]);
        }
    }

    public static Scan of(Path folder) {
        var scan = new Scan(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
        try {
            Path real = folder.toRealPath();
            scan.look(real, real.resolve("site.yml"), 0);
            scan.look(real, real.resolve("languages"), 1);
            scan.look(real, real.resolve("content"), 3);
        } catch (NoSuchFileException e) {
            return scan; // reported when site.yml is read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scan;
    }

    private void look(Path root, Path path, int depth) throws IOException {
        String name = root.relativize(path).toString().replace('\\', '/');
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            if (found.isSymbolicLink() && !path.toRealPath().startsWith(root)) {
                unreadable.add(name);
                return;
            }
            BasicFileAttributes there = found.isSymbolicLink()
                    ? Files.readAttributes(path, BasicFileAttributes.class)
                    : found;
            if (there.isRegularFile()) {
                files.put(name, new Found(name, path, there.size(), there.lastModifiedTime(), there.fileKey()));
            } else if (there.isDirectory()) {
                folders.add(name);
                lookInto(root, path, depth);
            }
        } catch (NoSuchFileException e) {
            // Deleted since it was listed, or a dangling link.
        } catch (FileSystemException e) {
            unreadable.add(name); // no permission, or a link to itself
        }
    }

    private void lookInto(Path root, Path folder, int depth) throws IOException {
        if (depth == 0) {
            return;
        }
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(path -> !isHidden(path)).toList()) {
                look(root, path, depth - 1);
            }
        }
    }

    /** Files of editors and of version control. */
    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    /** The files of one section, in an order that is the same on every machine. */
    List<Found> in(String language, Section section, String extension) {
        String folder = "content/" + language + "/" + section.folder() + "/";
        return files.subMap(folder, folder + Character.MAX_VALUE).values().stream()
                .filter(file -> file.name().endsWith(extension)).toList();
    }

    /** The direct children of that folder. */
    static Stream<String> childrenOf(String folder, Set<String> names) {
        return names.stream().filter(name -> name.startsWith(folder + "/"))
                .filter(name -> name.indexOf('/', folder.length() + 1) < 0);
    }

    /** site.yml and languages/: everything else is read by them. In the sorted map {@code content/} comes first. */
    Map<String, Found> settings() {
        return files.tailMap("languages/");
    }
}
