using System.Globalization;
using System.IO.Compression;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Regression;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A prediction shows the known class or number beside it, however the file is written; empty where the file lacks it.</summary>
public sealed class KnownAnswerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.csv", "", "")]
    [InlineData("a.csv.gz", "", "gzip")]
    [InlineData("a.csv", "", "title")]
    [InlineData("a.csv.gz", "", "title gzip")]
    [InlineData("a.csv", "", "gzip")] // packed, whatever its name
    [InlineData("a.csv", "", "semicolon title")]
    [InlineData("a.tsv", "", "tab")]
    [InlineData("a.csv", "", "utf-16 title")]
    [InlineData("a.csv", ", skip-lines: 3", "title gzip")]
    [InlineData("a.csv", ", skip-lines: 3, delimiter: semicolon, decimal: comma", "semicolon title")]
    [InlineData("a.csv", "", "quoted")]
    [InlineData("a.jsonl", "", "json")]
    [InlineData("a.jsonl.gz", "", "json gzip")]
    public void A_classification_shows_the_known_class(string name, string data, string form)
    {
        RecipeRunner runner = new();
        SeriesSet waves = SmallSeriesSet.Waves(24);
        string text = SmallSeriesSet.Text.Edit("class: kind}", $"class: kind, channels: [level, noise]{data}}}")
            .Edit("epochs: 12", "epochs: 1").Edit("waves.csv", Write(name, "train", form, waves, "kind"));
        Recipe recipe = SmallSeriesSet.Recipe(text) with { Folder = _folder.Path };
        Learner learner = runner.Train(recipe, new RunRequest { Folder = Path.Combine(_folder.Path, "run") }).Learner;

        PredictionTable known = runner.Predict(learner, Path.Combine(_folder.Path, Write(name, "known", form, waves, "kind")));
        PredictionTable unknown = runner.Predict(learner, Path.Combine(_folder.Path, Write(name, "unknown", form, waves, null)));

        Assert.Equal(waves.Items.Select(item => waves.ClassNames[item.Class!.Value]), known.Rows.Select(row => row[1]));
        Assert.Equal(waves.Count, unknown.Rows.Count());
        Assert.All(unknown.Rows, row => Assert.Null(row[1]));
        Assert.Equal(known.Rows.Select(row => row[2]), unknown.Rows.Select(row => row[2]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("title")]
    [InlineData("title gzip")]
    [InlineData("json gzip")]
    public void A_regression_shows_the_known_number(string form)
    {
        RecipeRunner runner = new();
        SeriesSet fleet = SmallFleet.Engines(24);
        string name = form.StartsWith("json", StringComparison.Ordinal) ? "a.jsonl" : "a.csv";
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 1").Edit("id: engine", "id: series")
            .Edit("fleet.csv", Write(name, "train", form, fleet, "left")));
        recipe = recipe with { Folder = _folder.Path };
        Learner learner = runner.Train(recipe, new RunRequest { Folder = Path.Combine(_folder.Path, "run") }).Learner;

        PredictionTable known = runner.Predict(learner, Path.Combine(_folder.Path, Write(name, "known", form, fleet, "left")));
        PredictionTable unknown = runner.Predict(learner, Path.Combine(_folder.Path, Write(name, "unknown", form, fleet, null)));

        Assert.Equal(fleet.Items.Select(item => (object)item.Frame.Column("left")[0]), known.Rows.Select(row => row[1]));
        Assert.All(unknown.Rows, row => Assert.Null(row[1]));
    }

    [Fact]
    public void A_long_table_shows_the_known_number_among_its_variables()
    {
        RecipeRunner runner = new();
        SeriesSet fleet = SmallFleet.Engines(24);
        string Long(string name, params string[] variables)
        {
            StringBuilder text = new("series,step,sensor_name,reading\n");
            foreach (SeriesItem item in fleet.Items)
            {
                for (int row = 0; row < item.Frame.RowCount; row++)
                {
                    foreach (string variable in variables)
                    {
                        text.Append(CultureInfo.InvariantCulture,
                            $"{item.Id},2020-01-{row + 1:00},{variable},{item.Frame.Column(variable)[row]:R}\n");
                    }
                }
            }

            File.WriteAllText(Path.Combine(_folder.Path, name), text.ToString());
            return name;
        }

        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 1").Edit("id: engine",
            "id: series, variable: sensor_name, value: reading").Edit("fleet.csv", Long("train.csv", "sensor", "left")));
        recipe = recipe with { Folder = _folder.Path };
        Learner learner = runner.Train(recipe, new RunRequest { Folder = Path.Combine(_folder.Path, "run") }).Learner;

        PredictionTable known = runner.Predict(learner, Path.Combine(_folder.Path, Long("known.csv", "sensor", "left")));
        PredictionTable unknown = runner.Predict(learner, Path.Combine(_folder.Path, Long("unknown.csv", "sensor")));

        Assert.Equal(fleet.Items.Select(item => (object)item.Frame.Column("left")[0]), known.Rows.Select(row => row[1]));
        Assert.All(unknown.Rows, row => Assert.Null(row[1]));
    }

    /// <summary>Writes series a row a step, in a form; the answer, a class or a column, where it is named.</summary>
    private string Write(string name, string prefix, string form, SeriesSet series, string? answer)
    {
        bool isJson = form.StartsWith("json", StringComparison.Ordinal), isLocal = form.Contains("semicolon", StringComparison.Ordinal);
        string separator = isLocal ? ";" : form.Contains("tab", StringComparison.Ordinal) ? "\t" : ",";
        string quote = form.Contains("quoted", StringComparison.Ordinal) ? "\"" : "";
        string[] columns = [.. series.ColumnNames.Where(column => column is "level" or "noise" or "sensor")];
        string[] header = ["series", .. columns, .. answer is null ? (string[])[] : [answer]];
        StringBuilder text = new();
        if (form.Contains("title", StringComparison.Ordinal))
        {
            text.Append("Measurements of the second week\nStation 7\n\n");
        }

        if (!isJson)
        {
            text.AppendJoin(separator, header.Select(cell => quote + cell + quote)).Append('\n');
        }

        foreach (SeriesItem item in series.Items)
        {
            for (int row = 0; row < item.Frame.RowCount; row++)
            {
                string[] numbers = [.. columns.Select(column => Number(item.Frame.Column(column)[row], isLocal))];
                string label = answer is null ? ""
                    : item.Class is { } index ? series.ClassNames[index] : Number(item.Frame.Column(answer)[row], false);
                string[] cells = [item.Id, .. numbers, .. answer is null ? (string[])[] : [label]];
                text.Append(isJson
                    ? $"{{{string.Join(", ", header.Zip(cells, (key, cell) =>
                        $"\"{key}\": {(double.TryParse(cell, CultureInfo.InvariantCulture, out _) ? cell : $"\"{cell}\"")}"))}}}"
                    : string.Join(separator, cells.Select(cell => quote + cell + quote))).Append('\n');
            }
        }

        string file = $"{prefix}-{name}";
        byte[] bytes = form.Contains("utf-16", StringComparison.Ordinal)
            ? [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text.ToString())] : Encoding.UTF8.GetBytes(text.ToString());
        using FileStream stream = File.Create(Path.Combine(_folder.Path, file));
        using Stream target = form.Contains("gzip", StringComparison.Ordinal) ? new GZipStream(stream, CompressionLevel.Fastest) : stream;
        target.Write(bytes);
        return file;
    }

    private static string Number(double value, bool isLocal) =>
        value.ToString("R", CultureInfo.InvariantCulture).Replace(".", isLocal ? "," : ".", StringComparison.Ordinal);
}
