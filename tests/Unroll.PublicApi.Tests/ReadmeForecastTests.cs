using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Layers;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Reading;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;

namespace Unroll.PublicApi.Tests;

/// <summary>The README's forecast in C#: its lines are those here, which are run.</summary>
[Collection(ConsoleCollection.Name)]
public sealed partial class ReadmeForecastTests
{
    [Fact]
    public void Lines_of_the_readme_forecast_and_are_saved_and_loaded()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"unroll-{Guid.NewGuid():N}"), file = $"{folder}.csv";
        File.WriteAllText(file, Table(144));
        TextWriter before = Console.Out;
        using StringWriter output = new(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(output);
            #region README
            Frame frame = Frame.Read(file);
            Forecaster forecaster = Forecaster.For("Passengers").Past(24).Ahead(12)
                .Prepare(new DifferenceStep(new() { Lag = 12 }), new ScaleStep()) // a trend: what changed since the year before
                .Network(new Lstm(8), new Dense(12));
            TrainingRun run = forecaster.Fit(frame);
            Console.WriteLine(run.Test.Comparison.IsBeaten ? run.Test.Comparison.Warning : "Better than naive and seasonal naive.");
            foreach (ForecastPoint month in forecaster.Forecast(frame))
                Console.WriteLine($"{month.Time:yyyy-MM} {month.Value:F0}");
            forecaster.Save(folder); // Forecaster.Load(folder), or: unroll forecast FOLDER --data FILE
            #endregion
            Console.SetOut(before);

            string[] lines = output.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n');
            Assert.Equal(13, lines.Length);
            Assert.Equal("Better than naive and seasonal naive.", lines[0]);
            Assert.StartsWith("1961-01 ", lines[1], StringComparison.Ordinal);
            Assert.Equal(forecaster.Forecast(frame), Forecaster.Load(folder).Forecast(frame));
        }
        finally
        {
            Console.SetOut(before);
            File.Delete(file);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public void The_readme_has_these_lines()
    {
        string source = File.ReadAllText(Repository.PathOf("tests", "Unroll.PublicApi.Tests", "ReadmeForecastTests.cs"));
        string readme = File.ReadAllText(Repository.PathOf("README.md"));

        Assert.Contains(Lines(MarkedRegion().Match(source).Groups[1].Value), Lines(readme), StringComparison.Ordinal);
    }

    private static string Table(int months) => "Date,Passengers\n"
        + string.Concat(Enumerable.Range(0, months).Select(month => string.Create(
        CultureInfo.InvariantCulture,
        $"{new DateTime(1949, 1, 1).AddMonths(month):yyyy-MM},{100 + (2 * month) + (30 * Math.Sin(month * Math.PI / 6)):F0}\n")));

    private static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"#region README\r?\n(.*?)#endregion", RegexOptions.Singleline)]
    private static partial Regex MarkedRegion();
}
