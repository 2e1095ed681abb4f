using System.IO.Compression;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Pipes are read like files, by a copy that is gone afterwards; those that never end have a limit.</summary>
public sealed class SpooledInputTests
{
    private const string Table = "date,load\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pipe_is_read_like_a_file(bool isPacked)
    {
        using Pipe pipe = new(isPacked ? Packed(Table) : Encoding.UTF8.GetBytes(Table), 7);
        string path;
        using (SpooledInput input = SpooledInput.Spool(pipe, "the pipe"))
        {
            path = input.Path;
            SeriesSet set = input.Read(file => SeriesReader.Read(file));
            Assert.Equal([1, 2, 3], set[0].Frame.Column("load").ToArray());
        }

        Assert.False(Path.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public void A_copy_is_removed_when_the_process_ends_while_it_is_read()
    {
        using Pipe pipe = new(Encoding.UTF8.GetBytes(Table), 1000);
        using SpooledInput input = SpooledInput.Spool(pipe, "the pipe");
        string folder = Path.GetDirectoryName(input.Path)!;

        ScratchFolder.RemoveOpen(path => path == folder);

        Assert.False(Path.Exists(folder));
    }

    [Fact]
    public void A_full_disk_of_temporary_files_is_told()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);

        string message = Assert.Throws<InputException>(() => ScratchFolder.Write(full, new byte[10], "data.csv.gz")).Message;

        Assert.Contains("temporary copy of data.csv.gz", message, StringComparison.Ordinal);
        Assert.Contains("TMPDIR", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_name_the_pipe_and_not_its_copy()
    {
        using Pipe pipe = new(Encoding.UTF8.GetBytes(Table + "2020-01-04,many\n"), 1000);
        using SpooledInput input = SpooledInput.Spool(pipe, "the pipe");

        InputException refused = Assert.Throws<InputException>(
            () => input.Read(file => SeriesReader.Read(file, new SeriesReaderOptions { Csv = new() { Columns = ["load"] } })));

        Assert.StartsWith("the pipe, line 5", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(input.Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_that_never_ends_is_refused_at_the_limit_which_is_told()
    {
        byte[] rows = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1.5,2.5\n", 8000)));
        using Pipe endless = new(rows, int.MaxValue, isEndless: true);
        List<string> told = [];

        InputException refused = Assert.Throws<InputException>(
            () => SpooledInput.Spool(endless, "the pipe", new() { Limit = 64_000_000, OnNotice = told.Add }));

        Assert.Contains("the pipe gives more than 64 MB, the most that is kept of a pipe", refused.Message, StringComparison.Ordinal);
        Assert.True(endless.Given < 66 << 20);
        Assert.Equal(
            [.. new[] { 1, 2, 4, 8, 16, 32, 64 }.Select(
                size => $"the pipe has given {size} MB so far; 64 MB are the most that is kept of a pipe.")],
            told);
    }

    [Fact]
    public void Bytes_without_meaning_are_refused_before_the_limit()
    {
        using Pipe zeros = new(new byte[1 << 12], int.MaxValue, isEndless: true);

        InputException refused = Assert.Throws<InputException>(
            () => SpooledInput.Spool(zeros, "the pipe"));

        Assert.Contains("the pipe has a format that is not read", refused.Message, StringComparison.Ordinal);
        Assert.True(zeros.Given < 3 << 20);
    }

    [Fact]
    public void A_pipe_that_gives_nothing_can_be_cancelled()
    {
        using CancellationTokenSource cancellation = new();
        using SilentPipe silent = new(cancellation);

        Assert.ThrowsAny<OperationCanceledException>(
            () => SpooledInput.Spool(silent, "the pipe", new() { CancellationToken = cancellation.Token }));
    }

    [Fact]
    public void A_device_that_has_no_length_is_read_all_the_same()
    {
        if (!File.Exists("/dev/zero"))
        {
            return;
        }

        Assert.Contains("/dev/zero", Assert.Throws<InputException>(() => SeriesReader.Read("/dev/zero")).Message, StringComparison.Ordinal);
        Assert.Contains("empty", Assert.Throws<InputException>(() => SeriesReader.Read("/dev/null")).Message, StringComparison.Ordinal);
    }

    private static byte[] Packed(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>Gives bytes a few at a time, once or for ever, and cannot be rewound.</summary>
    private sealed class Pipe(byte[] content, int atOnce, bool isEndless = false) : MemoryStream(content)
    {
        public long Given { get; private set; }

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (isEndless && Position == Length)
            {
                Position = 0;
            }

            int given = base.Read(buffer, offset, Math.Min(count, atOnce));
            Given += given;
            return given;
        }
    }

    /// <summary>Waits for ever, as a pipe does that nobody writes to; the cancellation comes while it waits.</summary>
    private sealed class SilentPipe(CancellationTokenSource cancellation) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return 0;
        }
    }
}
