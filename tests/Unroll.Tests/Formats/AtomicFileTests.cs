using Unroll.Formats;

namespace Unroll.Tests.Formats;

/// <summary>Files are replaced whole or not at all; links stay, and what is no file is never replaced by one.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unroll-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_failed_write_keeps_what_was_there_and_leaves_nothing_beside()
    {
        string path = In("file.txt");
        AtomicFile.WriteText(path, "before");

        Assert.Throws<InputException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new IOException("No space left on device");
        }));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_disk_that_is_full_is_told_with_what_to_do()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string message = Assert.Throws<InputException>(() => AtomicFile.WriteText("/dev/full", "text")).Message;

        Assert.Contains("Make room there", message, StringComparison.Ordinal);
        Assert.DoesNotContain("a folder that exists", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_half_written_when_the_process_ends_is_removed()
    {
        string path = In("file.txt");
        AtomicFile.WriteText(path, "before");
        string[] during = [], after = [];

        Assert.Throws<InputException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            during = Directory.GetFileSystemEntries(_folder);
            AtomicFile.RemoveUnfinished(aside => Path.GetDirectoryName(aside) == _folder);
            after = Directory.GetFileSystemEntries(_folder);
        }));

        Assert.Equal(2, during.Length);
        Assert.Equal([path], after);
        Assert.Equal("before", File.ReadAllText(path));
    }

    [Fact]
    public void Another_file_beside_it_is_never_touched()
    {
        File.WriteAllText(In("out.csv.tmp"), "somebody's");

        AtomicFile.WriteText(In("out.csv"), "new");
        Assert.ThrowsAny<InputException>(() => AtomicFile.Write(In("out.csv"), _ => throw new IOException("no room")));

        Assert.Equal("somebody's", File.ReadAllText(In("out.csv.tmp")));
        Assert.Equal("new", File.ReadAllText(In("out.csv")));
        Assert.Equal(2, Directory.GetFiles(In("")).Length);
    }

    [Fact]
    public void Two_writers_of_one_file_do_not_disturb_each_other()
    {
        AtomicFile.Write(In("out.csv"), stream =>
        {
            AtomicFile.WriteText(In("out.csv"), "the first to end");
            string[] unfinished = [.. Directory.GetFiles(In("")).Select(path => Path.GetFileName(path)).Where(AtomicFile.IsUnfinished)];
            Assert.Single(unfinished);
            stream.Write("the last to end"u8);
        });

        Assert.Equal("the last to end", File.ReadAllText(In("out.csv")));
        Assert.Single(Directory.GetFiles(In("")));
    }

    [Fact]
    public void A_link_stays_and_its_target_is_replaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(In("far"));
        File.CreateSymbolicLink(In("link"), In("middle"));
        File.CreateSymbolicLink(In("middle"), In("far/target.txt"));

        AtomicFile.WriteText(In("link"), "first");
        AtomicFile.WriteText(In("link"), "second");

        Assert.Equal(In("middle"), new FileInfo(In("link")).LinkTarget);
        Assert.Equal("second", File.ReadAllText(In("far/target.txt")));
        Assert.Single(Directory.GetFileSystemEntries(In("far")));
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        if (!File.Exists("/dev/null"))
        {
            return;
        }

        AtomicFile.WriteText("/dev/null", "nothing");
        File.CreateSymbolicLink(In("null"), "/dev/null");
        AtomicFile.WriteText(In("null"), "nothing");

        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.DoesNotContain(Directory.GetFiles("/dev"), path => AtomicFile.IsUnfinished(Path.GetFileName(path)));
        Assert.Equal("/dev/null", new FileInfo(In("null")).LinkTarget);
    }

    [Fact]
    public void A_folder_is_no_file() => Assert.Equal(
        $"Cannot write \"{_folder}\": it is a folder. Choose a file in it.",
        Assert.Throws<InputException>(() => AtomicFile.WriteText(_folder, "x")).Message);

    [Fact]
    public void A_loop_of_links_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.CreateSymbolicLink(In("a"), In("b"));
        File.CreateSymbolicLink(In("b"), In("a"));

        Assert.Contains("Cannot write", Assert.Throws<InputException>(() => AtomicFile.WriteText(In("a"), "x")).Message,
            StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
