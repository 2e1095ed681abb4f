using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Unroll.Series.DataSets;

namespace Unroll.Series.Tests.DataSets;

public sealed class DataSetStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unroll-store").FullName;
    private readonly byte[] _content = Encoding.UTF8.GetBytes("Date,Load\n2020-01-01,1\n");

    private string Local => Path.Combine(_folder, "local");

    private string Cache => Path.Combine(_folder, "cache");

    private DataSet DataSet => new(
        "made-up", "For tests", "made/up.csv", new Uri("http://unreachable.invalid/up.csv"),
        Convert.ToHexStringLower(SHA256.HashData(_content)), "none", "nobody");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("made/up.csv")]
    [InlineData("up.csv")]
    public void The_local_folder_is_searched_with_and_without_the_subfolder(string relative)
    {
        string path = Write(Path.Combine(Local, relative), _content);

        Assert.Equal(path, Store(local: true).TryLocate(DataSet));
    }

    [Fact]
    public void A_local_file_may_be_packed_and_what_is_in_it_counts()
    {
        string path = Write(Path.Combine(Local, "made/up.csv.gz"), Packed(_content));
        Assert.Equal(path, Store(local: true).TryLocate(DataSet));

        Write(path, Packed([1, 2, 3]));
        Assert.Contains("SHA-256", Assert.Throws<InputException>(() => Store(local: true).TryLocate(DataSet)).Message,
            StringComparison.Ordinal);

        Write(path, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
        Assert.Contains("gzip", Assert.Throws<InputException>(() => Store(local: true).TryLocate(DataSet)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_folder_without_the_file_is_an_input_error_even_if_the_cache_has_it()
    {
        Write(Path.Combine(Cache, "made/up.csv"), _content);

        InputException error = Assert.Throws<InputException>(() => Store(local: true).TryLocate(DataSet));

        Assert.Contains(Local, error.Message, StringComparison.Ordinal);
        Assert.Contains("unset UNROLL_DATA", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_file_with_a_wrong_checksum_is_an_input_error()
    {
        string path = Write(Path.Combine(Local, "up.csv"), [1, 2, 3]);

        InputException error = Assert.Throws<InputException>(() => Store(local: true).TryLocate(DataSet));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cache_gives_a_verified_file_only()
    {
        Assert.Null(Store().TryLocate(DataSet));

        string path = Write(Path.Combine(Cache, "made/up.csv"), [1, 2, 3]);
        Assert.Null(Store().TryLocate(DataSet));

        File.WriteAllBytes(path, _content);
        Assert.Equal(path, Store().TryLocate(DataSet));
    }

    [Fact]
    public async Task What_is_there_is_not_downloaded()
    {
        string path = Write(Path.Combine(Cache, "made/up.csv"), _content);
        using var client = new HttpClient();

        Assert.Equal(path, await Store().GetAsync(DataSet, new DataSetDownloader(client, new()), null, default));
    }

    [Fact]
    public void The_cache_follows_XDG_CACHE_HOME_and_otherwise_the_system()
    {
        DataFolders named = DataFolders.FromEnvironment(name => name == "XDG_CACHE_HOME" ? "/somewhere" : null);
        DataFolders unnamed = DataFolders.FromEnvironment(_ => "");

        Assert.Equal(Path.Combine("/somewhere", "unroll", "data"), named.Cache);
        Assert.Null(named.Local);
        Assert.EndsWith(Path.Combine("unroll", "data"), unnamed.Cache, StringComparison.Ordinal);
        Assert.Null(unnamed.Local);
        Assert.Equal("/mine", DataFolders.FromEnvironment(name => name == "UNROLL_DATA" ? "/mine" : null).Local);
    }

    [Fact]
    public void The_catalogue_finds_by_name_and_names_the_known_ones_otherwise()
    {
        Assert.Same(DataCatalogue.Energy, DataCatalogue.Find("Energy"));
        Assert.True(DataCatalogue.Find("sample").IsGenerated);

        InputException error = Assert.Throws<InputException>(() => DataCatalogue.Find("enrgy"));
        Assert.Contains("\"enrgy\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'energy'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_of_the_archive_come_in_two_parts()
    {
        Assert.Equal("ucr/GunPoint_TRAIN.ts", DataCatalogue.Find("gunpoint").RelativePath);
        Assert.Equal("ucr/GunPoint_TEST.ts", DataCatalogue.Find("gunpoint-test").RelativePath);
        Assert.Equal(
            DataCatalogue.All.Select(dataSet => dataSet.Name).Order(StringComparer.Ordinal),
            DataCatalogue.All.Select(dataSet => dataSet.Name));
    }

    private static string Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return Path.GetFullPath(path);
    }

    private static byte[] Packed(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionMode.Compress))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    private DataSetStore Store(bool local = false) => new(new DataFolders { Local = local ? Local : null, Cache = Cache });
}
