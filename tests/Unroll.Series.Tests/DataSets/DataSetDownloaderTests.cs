using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Unroll.Series.DataSets;

namespace Unroll.Series.Tests.DataSets;

public sealed class DataSetDownloaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unroll-download").FullName;
    private readonly byte[] _content = RandomBytes(300_000);
    private readonly HttpClient _client = new();

    private string Destination => Path.Combine(_folder, "made", "up.csv");

    private DataSet DataSet => new(
        "made-up", "For tests", "made/up.csv", new Uri("http://unreachable.invalid/up.csv"), Checksum(_content), "none", "nobody");

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_is_downloaded_verified_and_leaves_no_part_file()
    {
        using var server = new LoopbackServer(_content);
        var reports = new ProgressList();

        await Downloader(server).DownloadAsync(DataSet, Destination, reports, default);

        Assert.Equal(_content, File.ReadAllBytes(Destination));
        Assert.False(File.Exists(Destination + ".part"));
        Assert.Equal(["/made/up.csv"], server.Requests);
        Assert.Equal(new DownloadProgress(_content.Length, _content.Length, 0), reports.Items[^1]);
    }

    [Fact]
    public async Task A_table_of_words_is_made_of_a_treebank()
    {
        const string Treebank = "# text = I don't.\n1\tI\tI\tPRON\t_\n2-3\tdon't\t_\t_\t_\n2\tdo\tdo\tAUX\t_\n2.1\tgo\tgo\tVERB\t_\n"
            + "3\tn't\tnot\tPART\t_\n\n# text = #\n1\t#\t#\tSYM\t_\n\n";
        const string Table = "word\ttag\nI\tPRON\ndo\tAUX\nn't\tPART\n\n#\tSYM\n\n\n";
        using var server = new LoopbackServer(Encoding.UTF8.GetBytes(Treebank));
        DataSet words = DataSet with { Sha256 = Checksum(Encoding.UTF8.GetBytes(Table)), Extract = WordTags.Of };

        await Downloader(server).DownloadAsync(words, Destination, null, default);

        Assert.Equal(Table, File.ReadAllText(Destination));
        DataSet other = words with { Sha256 = Checksum(_content) };
        await Assert.ThrowsAsync<InvalidDataException>(() => Downloader(server).DownloadAsync(other, Destination, null, default));
    }

    [Fact]
    public async Task An_archive_becomes_a_folder_of_the_files_that_are_wanted()
    {
        using MemoryStream archive = new();
        using (ZipArchive zip = new(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in (string[])["top/README.md", "top/sound/b.wav", "top/sound/a.wav", "top/sound/x.txt", "top/other/c.wav"])
            {
                using StreamWriter writer = new(zip.CreateEntry(name).Open());
                writer.Write(name);
            }
        }

        string lines = string.Concat(((string[])["a.wav", "b.wav"]).Select(
            name => $"{Checksum(Encoding.UTF8.GetBytes($"top/sound/{name}"))}  {name}\n"));
        DataSet sounds = DataSet with
        {
            RelativePath = "made/up.csv",
            Sha256 = Checksum(Encoding.UTF8.GetBytes(lines)),
            Archive = new("sound", ".wav"),
        };
        using var server = new LoopbackServer(archive.ToArray());

        await Downloader(server).DownloadAsync(sounds, Destination, null, default);

        Assert.Equal(["/made/up.csv.zip"], server.Requests);
        Assert.Equal(["a.wav", "b.wav"], Directory.GetFiles(Destination).Select(Path.GetFileName).Order());
        DataSetStore store = new(new DataFolders { Cache = _folder });
        Assert.Equal(Destination, store.TryLocate(sounds));
        File.AppendAllText(Path.Combine(Destination, "a.wav"), "more");
        Assert.Null(store.TryLocate(sounds));
        await Assert.ThrowsAsync<InvalidDataException>(
            () => Downloader(server).DownloadAsync(sounds with { Sha256 = Checksum(_content) }, Destination, null, default));
        Assert.Equal([Destination], Directory.GetFileSystemEntries(Path.GetDirectoryName(Destination)!));
    }

    [Fact]
    public async Task A_table_of_sentences_is_made_of_two_files()
    {
        string half = string.Concat(Enumerable.Range(1, 20).Select(number => $" sentence {number} \n"));
        const string Table = "text\tsentiment\nsentence 10\tpositive\nsentence 20\tpositive\nsentence 10\tnegative\nsentence "
            + "20\tnegative\n";
        using var server = new LoopbackServer(Encoding.UTF8.GetBytes(half));
        DataSet tenth = DataSet with
        {
            Address = server.Address,
            Continuation = server.Address,
            Sha256 = Checksum(Encoding.UTF8.GetBytes(Table)),
            Extract = text => TextTables.Polarities(text, tenth: true),
        };

        await new DataSetDownloader(_client, new DataSetDownloaderOptions()).DownloadAsync(tenth, Destination, null, default);

        Assert.Equal(Table, File.ReadAllText(Destination));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal([Destination], Directory.GetFiles(Path.GetDirectoryName(Destination)!));
    }

    [Fact]
    public void A_table_of_questions_is_made_of_a_document()
    {
        const string Document = """{"val": [["how do i say \"no\"", "translate"]], "oos_val": [["a show", "oos"]], "test": []}""";
        Assert.Equal("text\tintent\nhow do i say \"no\"\ttranslate\n", TextTables.Intents(Document, "val"));
        Assert.Equal("text\tintent\nhow do i say \"no\"\ttranslate\na show\toos\n", TextTables.Intents(Document, "val", "oos_val"));
    }

    [Fact]
    public async Task A_connection_cut_midway_is_resumed_where_it_stopped()
    {
        using var server = new LoopbackServer(_content);
        server.Cuts.Enqueue(100_000);
        var reports = new ProgressList();

        await Downloader(server).DownloadAsync(DataSet, Destination, reports, default);

        Assert.Equal(_content, File.ReadAllBytes(Destination));
        Assert.Equal(["/made/up.csv", "/made/up.csv bytes=100000-"], server.Requests);
        Assert.Contains(reports.Items, report => report.ResumedFrom == 100_000);
        Assert.Equal(_content.Length, reports.Items[^1].Total);
    }

    [Fact]
    public async Task A_later_call_resumes_what_an_earlier_one_left()
    {
        using var server = new LoopbackServer(_content);
        server.Cuts.Enqueue(70_000);
        server.Cuts.Enqueue(50_000);
        DataSetDownloader downloader = Downloader(server, attempts: 2);

        IOException error = await Assert.ThrowsAsync<IOException>(() => downloader.DownloadAsync(DataSet, Destination, null, default));

        Assert.Contains("goes on where it stopped", error.Message, StringComparison.Ordinal);
        Assert.Equal(120_000, new FileInfo(Destination + ".part").Length);
        Assert.False(File.Exists(Destination));

        await downloader.DownloadAsync(DataSet, Destination, null, default);

        Assert.Equal(_content, File.ReadAllBytes(Destination));
        Assert.Equal("/made/up.csv bytes=120000-", server.Requests[^1]);
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_the_whole_file_anew()
    {
        using var server = new LoopbackServer(_content) { HonoursRange = false };
        server.Cuts.Enqueue(100_000);

        await Downloader(server).DownloadAsync(DataSet, Destination, null, default);

        Assert.Equal(_content, File.ReadAllBytes(Destination));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_part_file_that_is_already_whole_is_only_verified()
    {
        using var server = new LoopbackServer(_content);
        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        File.WriteAllBytes(Destination + ".part", _content);

        await Downloader(server).DownloadAsync(DataSet, Destination, null, default);

        Assert.Equal(_content, File.ReadAllBytes(Destination));
    }

    [Fact]
    public async Task A_part_file_longer_than_the_file_is_dropped_and_fetched_anew()
    {
        using var server = new LoopbackServer(_content);
        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        File.WriteAllBytes(Destination + ".part", new byte[_content.Length + 1]);

        await Downloader(server).DownloadAsync(DataSet, Destination, null, default);

        Assert.Equal(_content, File.ReadAllBytes(Destination));
    }

    [Fact]
    public async Task A_wrong_checksum_deletes_what_arrived_and_says_so()
    {
        byte[] changed = [.. _content];
        changed[1234] ^= 1;
        using var server = new LoopbackServer(changed);

        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(
            () => Downloader(server).DownloadAsync(DataSet, Destination, null, default));

        Assert.Contains(Checksum(changed), error.Message, StringComparison.Ordinal);
        Assert.Contains(Checksum(_content), error.Message, StringComparison.Ordinal);
        Assert.Contains("deleted", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_refusal_is_told_with_the_address_and_not_tried_again()
    {
        using var server = new LoopbackServer(_content) { Refusal = "404 Not Found" };

        IOException error = await Assert.ThrowsAsync<IOException>(
            () => Downloader(server).DownloadAsync(DataSet, Destination, null, default));

        Assert.Contains("404 Not Found", error.Message, StringComparison.Ordinal);
        Assert.Contains("made/up.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains("UNROLL_DATA", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_in_trouble_is_tried_again()
    {
        using var server = new LoopbackServer(_content) { Refusal = "503 Service Unavailable" };

        IOException error = await Assert.ThrowsAsync<IOException>(
            () => Downloader(server).DownloadAsync(DataSet, Destination, null, default));

        Assert.Contains("503", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Cancelling_keeps_what_arrived()
    {
        using var server = new LoopbackServer(_content);
        using var cancellation = new CancellationTokenSource();
        var progress = new ProgressAction(report =>
        {
            if (report.Received > 0)
            {
                cancellation.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Downloader(server).DownloadAsync(DataSet, Destination, progress, cancellation.Token));

        Assert.False(File.Exists(Destination));
        Assert.True(new FileInfo(Destination + ".part").Length > 0);
    }

    [RealDataFact]
    public async Task The_real_energy_file_passes_through_the_downloader()
    {
        string original = new DataSetStore(DataFolders.FromEnvironment(Environment.GetEnvironmentVariable))
            .TryLocate(DataCatalogue.Energy)!;
        using var server = new LoopbackServer(File.ReadAllBytes(original));
        server.Cuts.Enqueue(65_000);
        var store = new DataSetStore(new DataFolders { Cache = _folder });

        string path = await store.GetAsync(DataCatalogue.Energy, Downloader(server), null, default);

        Assert.Equal(Path.Combine(_folder, "energy", "opsd_germany_daily.csv"), path);
        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(path));
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static string Checksum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private DataSetDownloader Downloader(LoopbackServer server, int attempts = 3) => new(
        _client,
        new DataSetDownloaderOptions { Mirror = server.Address, Attempts = attempts, RetryDelay = TimeSpan.Zero });

    private sealed class ProgressList : IProgress<DownloadProgress>
    {
        internal List<DownloadProgress> Items { get; } = [];

        public void Report(DownloadProgress value) => Items.Add(value);
    }

    private sealed class ProgressAction(Action<DownloadProgress> action) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => action(value);
    }
}
