using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Audio.Tests;

/// <summary>Folders, globs and lists of recordings.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderTests() => AudioBlocks.Register();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_tell_class_covariates_and_numbers()
    {
        WriteTwelve("", (digit, speaker, index) => $"{digit}_{speaker}_{index}.wav");
        _folder.Write("README.md", "Twelve recordings.");
        _folder.Write(".hidden.wav", "no recording");

        SeriesSet set = FolderReader.Read(_folder.Path, new FolderOptions
        {
            Names = FileNamePattern.Parse("{digit}_{speaker}_{index}"),
            ClassField = "digit",
            StaticFields = ["speaker", "index"],
            NumberFields = ["index"],
        });

        Assert.Equal(12, set.Count);
        Assert.Equal(["0", "2", "10"], set.ClassNames);
        Assert.Equal(["index", "speaker=ada", "speaker=bea"], set.StaticNames.Order(StringComparer.Ordinal));
        SeriesItem item = set.Items.Single(item => item.Id == "10_bea_1");
        Assert.Equal(2, item.Class);
        Assert.Equal(1, item.StaticCovariates[set.StaticNames.ToList().IndexOf("speaker=bea")]);
        Assert.Equal(0, item.StaticCovariates[set.StaticNames.ToList().IndexOf("speaker=ada")]);
        Assert.Equal(["audio", "index"], set.ColumnNames);
        Assert.All(item.Frame.Column("index").ToArray(), value => Assert.Equal(1, value));
        Assert.Equal(8000, item.Frame.Time.SampleRate);
    }

    [Fact]
    public void Folders_tell_classes_and_ids_name_them()
    {
        WriteTwelve("sound", (digit, speaker, index) => $"{digit}/{speaker}{index}.wav");

        SeriesSet set = FolderReader.Read(
            _folder.In("sound"), new FolderOptions { Names = FileNamePattern.Parse("{digit}/*"), ClassField = "digit" });

        Assert.Equal(["0", "2", "10"], set.ClassNames);
        Assert.Equal("0/ada0", set[0].Id);
    }

    [Fact]
    public void A_glob_names_some_of_the_files()
    {
        WriteTwelve("", (digit, speaker, index) => $"{digit}_{speaker}_{index}.wav");

        Assert.Equal(4, FolderReader.Read(_folder.In("2_*.wav")).Count);
        Assert.Contains(
            "has no files", Assert.Throws<InputException>(() => FolderReader.Read(_folder.In("3_*.wav"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_tells_what_names_do_not()
    {
        WriteTwelve("sound", (digit, speaker, index) => $"{digit}{speaker}{index}.wav");
        string list = _folder.Write(
            "list.csv", "file,word,speaker,age\nsound/0ada0.wav,yes,ada,31\nsound/2ada0.wav,no,ada,31\nsound/0bea1.wav,yes,bea,44\n");

        SeriesSet set = FileListReader.Read(list, new FolderOptions
        {
            PathColumn = "file",
            ClassField = "word",
            StaticFields = ["speaker"],
            NumberFields = ["age"],
        });

        Assert.Equal(["no", "yes"], set.ClassNames);
        Assert.Equal(["sound/0ada0", "sound/2ada0", "sound/0bea1"], set.Items.Select(item => item.Id));
        Assert.Equal([1, 0, 1], set.Items.Select(item => item.Class!.Value));
        Assert.Equal(44, set[2].Frame.Column("age")[0]);
        string missing = _folder.Write("gone.csv", "file,word\nsound/none.wav,yes\n");
        Assert.Contains("row 1: there is no file", Assert.Throws<InputException>(
            () => FileListReader.Read(missing, new FolderOptions { PathColumn = "file" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_tables_are_series_of_a_folder_too()
    {
        _folder.Write("a_1.csv", "time,load\n2020-01-01,1\n2020-01-02,2\n");
        _folder.Write("b_2.csv", "time,load\n2020-01-01,3\n2020-01-02,4\n2020-01-03,5\n");

        SeriesSet set = FolderReader.Read(
            _folder.Path, new FolderOptions { Names = FileNamePattern.Parse("{place}_{number}"), ClassField = "place" });

        Assert.Equal(["a", "b"], set.ClassNames);
        Assert.Equal([3, 4, 5], set[1].Frame.Column("load").ToArray());
    }

    [Fact]
    public void What_is_wrong_with_a_folder_is_told_with_the_file()
    {
        double[] silence = new double[80];
        Recordings.Write(_folder.In("1_ada.wav"), 8000, silence);
        Recordings.Write(_folder.In("two.wav"), 8000, 16, false, false, silence, silence);
        FolderOptions named = new() { Names = FileNamePattern.Parse("{digit}_{speaker}"), ClassField = "digit" };

        AssertRefused(named, "two.wav is not named as the others: expected {digit}_{speaker}");
        AssertRefused(default, "two.wav has the columns left, right, but");
        AssertRefused(named with { Names = null }, "no pattern says how");
        File.Delete(_folder.In("two.wav"));
        AssertRefused(named with { ClassField = "digits" }, "Did you mean 'digit'?");
        AssertRefused(named with { ClassField = null, NumberFields = ["speaker"] }, "the speaker is 'ada', but expected a number");
    }

    [Theory]
    [InlineData("digit")]
    [InlineData("{digit}{speaker}")]
    [InlineData("{digit}_{digit}")]
    [InlineData("{digit")]
    public void A_pattern_that_cannot_be_read_says_how_one_looks(string pattern) => Assert.Contains(
        "{digit}_{speaker}_{index}", Assert.Throws<InputException>(() => FileNamePattern.Parse(pattern)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{a}_{b}_{c}", "x/1_two_3_4.wav", "1|two|3_4")]
    [InlineData("{class}/*", "/data/cats/9.b.wav", "cats")]
    [InlineData("take-{n}*", "take-12.wav", "1")]
    [InlineData("{a}-{b}", "nothing.wav", null)]
    public void Fields_are_found_from_the_left(string pattern, string path, string? expected) =>
        Assert.Equal(expected, FileNamePattern.Parse(pattern).Match(path) is { } fields ? string.Join('|', fields.Values) : null);

    private void AssertRefused(FolderOptions options, string expected) => Assert.Contains(
        expected, Assert.Throws<InputException>(() => FolderReader.Read(_folder.Path, options)).Message, StringComparison.Ordinal);

    private void WriteTwelve(string below, Func<string, string, int, string> name)
    {
        foreach (string digit in (string[])["0", "2", "10"])
        {
            foreach (string speaker in (string[])["ada", "bea"])
            {
                for (int index = 0; index < 2; index++)
                {
                    Recordings.Write(_folder.In(below, name(digit, speaker, index)), 8000, [0, 0.5, index]);
                }
            }
        }
    }
}
