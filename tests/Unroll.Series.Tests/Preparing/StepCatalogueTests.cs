using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>What the catalogue says of each step is what the step does.</summary>
public class StepCatalogueTests
{
    // Holidays that were made in code have no name in a recipe.
    private static readonly string[] _unwritable = ["holidays, Germany", "holidays, list", "business time, holidays"];

    public static TheoryData<string> Names => [.. PreparingStep.Catalogue.Names];

    public static TheoryData<string> Tried => [.. StepList.All.Keys.Except(_unwritable)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_example_reads_writes_and_reads_back_the_same(string name)
    {
        Entry<PreparingStep> entry = PreparingStep.Catalogue.Find(name)!;
        JsonNode example = FlowParser.Parse(entry.Example);
        PreparingStep step = PreparingStep.Catalogue.Create(example);
        JsonNode written = PreparingStep.Catalogue.Write(step);
        Assert.Equal(name, step.Name);
        Assert.Equal(entry.Type, step.GetType());
        Assert.Equal(written.ToJsonString(), PreparingStep.Catalogue.Write(PreparingStep.Catalogue.Create(written)).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_described_wholly(string name)
    {
        StepEntry entry = Assert.IsAssignableFrom<StepEntry>(PreparingStep.Catalogue.Find(name));
        Assert.EndsWith(".", entry.Summary, StringComparison.Ordinal);
        Assert.All(entry.Settings, setting => Assert.EndsWith(".", setting.Help, StringComparison.Ordinal));
        Assert.NotEmpty(entry.Schema(new SchemaDefinitions()).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Tried))]
    public void What_is_written_learns_and_does_the_same(string name)
    {
        PreparingStep step = StepList.All[name].Step;
        JsonNode written = JsonNode.Parse(PreparingStep.Catalogue.Write(step).ToJsonString())!;

        // A recipe says per-series for both; which of them is meant follows from what series are used for.
        PreparingStep read = PreparingStep.Catalogue.Create(written);
        read = step is ScaleStep { Options.PerItem: true } ? read.For(SeriesUse.Whole) : read;
        SeriesSet set = SeriesSamples.Random(7, 60);
        Assert.Equal(step.Fit(set).ToJson().ToJsonString(), read.Fit(set).ToJson().ToJsonString());
        Assert.Equal((step.LooksAhead, step.ChangesRows, step.Warning), (read.LooksAhead, read.ChangesRows, read.Warning));
    }

    [Fact]
    public void Defaults_are_those_of_the_classes()
    {
        PreparingStep[] steps =
        [
            new ImputeStep(), new ClipStep(), new DetrendStep(), new DifferenceStep(), new LogStep(), new PowerStep(), new ScaleStep(),
                new LagStep(), new BusinessTimeStep(),
            new OneHotStep(), new EmbeddingCodeStep(),
        ];
        Assert.All(steps, step => Assert.Equal($"\"{step.Name}\"", PreparingStep.Catalogue.Write(step).ToJsonString()));
        Assert.Equal("""{"calendar":"hour"}""", PreparingStep.Catalogue.Write(new CalendarStep(CalendarUnit.Hour)).ToJsonString());
        Assert.Equal("""{"rolling":24}""", PreparingStep.Catalogue.Write(new RollingStep(new() { Rows = 24 })).ToJsonString());
        Assert.Equal("""{"fourier":"year"}""", PreparingStep.Catalogue.Write(new FourierStep(Season.Year)).ToJsonString());
        Assert.Equal("""{"resample":"1h"}""",
            PreparingStep.Catalogue.Write(new ResampleStep(new() { Every = TimeSpan.FromHours(1) })).ToJsonString());
        Assert.Equal("""{"holidays":"germany"}""",
            PreparingStep.Catalogue.Write(new HolidayStep(GermanHolidays.ByPopulation())).ToJsonString());
    }

    [Theory]
    [InlineData("impute: backward", "\"backward\" is not known here. Known: forward, linear")]
    [InlineData("impute: {method: forward, limits: 3}", "Did you mean \"limit\"?")]
    [InlineData("impute: seasonal", "but has none: give one")]
    [InlineData("lag: 0", "would show a row its own present or future")]
    [InlineData("lag: [1, 1]", "is listed twice")]
    [InlineData("resample: {every: 1h, calendar: month}", "give one of them")]
    [InlineData("resample: 1 hourly", "expected a span of time such as 30s, 15min")]
    [InlineData("fourier: 1", "expected a whole number of at least 2")]
    [InlineData("fourier", "needs its settings, for example fourier: {season: year, harmonics: 3}")]
    [InlineData("holidays: {around: 2}", "give either country: germany or file: holidays.csv")]
    [InlineData("holidays: {country: germany, file: own.csv}", "give either country: germany or file: holidays.csv")]
    [InlineData("holidays: {file: own.csv, regional: 0.5}", "a file gives each holiday its own weight")]
    [InlineData("holidays: {country: germany, regional: 2}", "expected population or a number from 0 to 1")]
    [InlineData("business-time: {opens: 25:00}", "expected a time of day such as 08:30")]
    [InlineData("power: {lambda: 9}", "expected a number from -5 to 5")]
    [InlineData("clip: {rows: 2}", "a whole number of at least 3")]
    [InlineData("rescale: standard", "Did you mean \"scale\"?")]
    public void Mistakes_are_refused_with_their_place(string example, string message) =>
        Refusal.Of(message, () => PreparingStep.Catalogue.Create(FlowParser.Parse(example)));

    [Fact]
    public void Holidays_that_were_made_in_code_cannot_be_written() =>
        Refusal.Of("list them in a CSV file", () => PreparingStep.Catalogue.Write(new HolidayStep(new HolidayList("own", []))));

    [Fact]
    public void Holidays_of_a_file_are_read_beside_the_recipe_and_saved_with_the_step()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("unroll-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "own.csv"), "date,name,weight\n2023-12-30,Party,0.5\n");
            PreparingStep step = PreparingStep.Catalogue.Create(FlowParser.Parse("holidays: {file: own.csv, around: 0}"));
            Assert.Equal("""{"holidays":{"file":"own.csv","around":0}}""",
                PreparingStep.Catalogue.Write(step.Resolve(folder.FullName)).ToJsonString());
            Refusal.Of("own.csv cannot be read", () => step.Resolve(Path.Combine(folder.FullName, "elsewhere")));
            SeriesSet set = SeriesSet.Of(SeriesSamples.Hourly("x", new double[72]));
            JsonObject saved = step.Resolve(folder.FullName).Fit(set).ToJson();
            folder.Delete(recursive: true);
            ReadOnlySpan<double> weights = FittedStep.Restore(saved).Transform(set[0].Frame, "1").Column("holiday");
            Assert.Equal((0, 0.5), (weights[20], weights[44]));
        }
        finally
        {
            if (Directory.Exists(folder.FullName))
            {
                folder.Delete(recursive: true);
            }
        }
    }

    [Theory]
    [InlineData("90min", 90 * TimeSpan.TicksPerMinute, "90min")]
    [InlineData("1.5 h", 90 * TimeSpan.TicksPerMinute, "90min")]
    [InlineData("2w", 14 * TimeSpan.TicksPerDay, "14d")]
    [InlineData("h", TimeSpan.TicksPerHour, "1h")]
    [InlineData("0.25ms", 2500, "0.25ms")]
    public void Spans_of_time_are_numbers_with_their_unit(string text, long ticks, string written)
    {
        Assert.True(TimeSpanParser.TryParse(text, out TimeSpan span));
        Assert.Equal((ticks, written), (span.Ticks, TimeSpanFormatter.Format(span)));
        Assert.False(TimeSpanParser.TryParse("3 fortnights", out _));
    }
}
