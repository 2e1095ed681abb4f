using System.Globalization;
using System.Text.Json;

namespace Unroll.Cli.Tests;

public sealed class StateSpaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_local_level_has_its_variances_and_its_likelihood()
    {
        JsonElement found = Document("statespace", Walk(), "--column", "x", "--model", "local-level", "--json");

        Assert.True(double.IsFinite(found.GetProperty("log_likelihood").GetDouble()));
        JsonElement parameters = found.GetProperty("parameters");
        Assert.Equal(["observation-variance", "level-variance"], parameters.EnumerateObject().Select(parameter => parameter.Name));
        Assert.All(parameters.EnumerateObject(), parameter =>
        {
            Assert.True(parameter.Value.GetProperty("estimate").GetDouble() > 0);
            Assert.True(parameter.Value.GetProperty("standard_error").GetDouble() > 0);
        });
    }

    [RealDataFact]
    public void The_local_level_of_the_Nile_is_the_book_s()
    {
        using JsonDocument nile = JsonDocument.Parse(File.ReadAllText(RealDataFactAttribute.File("tcpd/nile.json")));
        JsonElement.ArrayEnumerator volumes = nile.RootElement.GetProperty("series")[0].GetProperty("raw").EnumerateArray();
        string[] rows = [.. volumes.Select((value, i) => $"{1871 + i},{value}")];
        JsonElement found = Document("statespace", Write("nile.csv", "year,volume", rows), "--column", "volume", "--json");

        Assert.Equal(-632.546, found.GetProperty("log_likelihood").GetDouble(), 1e-3);
        Assert.Equal(15098.5, Estimate(found, "observation-variance"), 15.0);
        Assert.Equal(1469.18, Estimate(found, "level-variance"), 1.5);
    }

    /// <summary>Where nothing is said, the data chooses: a slope and a season here, and none of both for the Nile above.</summary>
    [RealDataFact]
    public void Level_and_season_of_the_airline_are_chosen()
    {
        JsonElement found = Document("statespace", RealDataFactAttribute.File("classic/airline.csv"), "--horizon", "12", "--json");

        Assert.Equal("damped-trend", found.GetProperty("model").GetString());
        Assert.Equal(12, found.GetProperty("season").GetInt32());
        Assert.Contains("seasonal-variance", found.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name));
    }

    [Fact]
    public void Components_forecasts_and_charts_are_written()
    {
        string place = Path.Combine(_folder.Path, "parts.csv"), page = Path.Combine(_folder.Path, "page.html");
        JsonElement found = Document(
            "statespace", Walk(), "--column", "x", "--model", "local-linear-trend", "--season", "4", "--horizon", "6", "--json",
            "--out", place, "--report", page);

        Assert.Equal(6, found.GetProperty("forecast").GetProperty("mean").GetArrayLength());
        Assert.Equal(120, found.GetProperty("components").GetProperty("seasonal-4").GetProperty("mean").GetArrayLength());
        Assert.Equal(
            "timestamp,value,level,level_standard_error,seasonal-4,seasonal-4_standard_error,forecast,forecast_lower,forecast_upper",
            File.ReadLines(place).First());
        Assert.Equal(127, File.ReadLines(place).Count());
        string[] last = File.ReadLines(place).Last().Split(',');
        Assert.Equal(found.GetProperty("forecast").GetProperty("time")[5].GetString(), last[0]);
        Assert.Equal(
            found.GetProperty("forecast").GetProperty("upper")[5].GetDouble(), double.Parse(last[^1], CultureInfo.InvariantCulture));
        Assert.Equal(["", "", "", "", ""], last[1..6]);
        JsonElement chart = Assert.Single(PageCharts.Of(page));
        Assert.Equal([["x", "level", "forecast"], ["seasonal-4"]], PageCharts.Lines(chart));
        Assert.Equal(126, chart.GetProperty("places").GetProperty("count").GetInt32());
        JsonElement ahead = PageCharts.Line(chart, 0, 2);
        Assert.Equal([120, 121, 122, 123, 124, 125], ahead.GetProperty("at").EnumerateArray().Select(at => at.GetInt32()));
        Assert.Equal(
            found.GetProperty("forecast").GetProperty("upper").EnumerateArray().Select(value => value.GetSingle()),
            ahead.GetProperty("band").GetProperty("upper").EnumerateArray().Select(value => value.GetSingle()));
    }

    [Fact]
    public void A_cycle_beside_a_level_is_found_with_its_period()
    {
        Random random = new(4);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        (double sine, double cosine) = Math.SinCos(2 * Math.PI / 9.5);
        (double c, double other) = (0, 0);
        double[] wave = new double[200];
        for (int i = 0; i < wave.Length; i++)
        {
            (c, other) = ((0.97 * ((c * cosine) + (other * sine))) + (0.5 * Normal()),
                (0.97 * ((other * cosine) - (c * sine))) + (0.5 * Normal()));
            wave[i] = c + (0.2 * Normal());
        }

        string file = Write(
            "wave.csv", "year,x", wave.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"{1800 + i},{50 + value}")));
        JsonElement found = Document("statespace", file, "--column", "x", "--cycle", "4..40", "--json");

        double error = found.GetProperty("parameters").GetProperty("cycle-frequency").GetProperty("standard_error").GetDouble();
        Assert.InRange(error, 0.001, 0.05);
        Assert.Equal(2 * Math.PI / 9.5, Estimate(found, "cycle-frequency"), 3 * error);
        Assert.Equal(0.97, Estimate(found, "cycle-damping"), 0.04);
    }

    [Fact]
    public void Draws_of_the_posterior_tell_which_regressors_count()
    {
        JsonElement found = Document(
            "statespace", Walk(), "--column", "x", "--regressor", "cause", "--regressor", "other", "--posterior", "--draws", "200",
            "--json");
        JsonElement coefficients = found.GetProperty("coefficients");

        Assert.Equal(200, found.GetProperty("draws").GetInt32());
        Assert.Equal(3, coefficients.GetProperty("cause").GetProperty("estimate").GetDouble(), 0.6);
        Assert.True(coefficients.GetProperty("cause").GetProperty("inclusion_probability").GetDouble() > 0.9);
        Assert.True(coefficients.GetProperty("other").GetProperty("inclusion_probability").GetDouble() < 0.7);
        JsonElement likely = Document("statespace", Walk(), "--column", "x", "--regressor", "cause", "--json");
        Assert.Equal(3, likely.GetProperty("coefficients").GetProperty("cause").GetProperty("estimate").GetDouble(), 0.6);
    }

    [Fact]
    public void Columns_are_fitted_together_with_correlated_disturbances()
    {
        string place = Path.Combine(_folder.Path, "parts.csv"), page = Path.Combine(_folder.Path, "page.html");
        Random random = new(6);
        double first = 10, second = 20;
        string file = Write("two.csv", "day,north,south", Enumerable.Range(0, 150).Select(day =>
        {
            double step = random.NextDouble() - 0.5;
            (first, second) = (first + step, second + (2 * step) + (0.3 * (random.NextDouble() - 0.5)));
            string south = day % 10 == 3 ? "" : FormattableString.Invariant($"{second + (0.2 * random.NextDouble()):F4}");
            return FormattableString.Invariant(
                $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{first + (0.2 * random.NextDouble()):F4},{south}");
        }));
        JsonElement found = Document("statespace", file, "--joint", "--horizon", "4", "--json", "--out", place, "--report", page);

        Assert.Equal(["north", "south"], found.GetProperty("columns").EnumerateArray().Select(name => name.GetString()));
        Assert.InRange(found.GetProperty("covariances").GetProperty("level").GetProperty("correlation")[0][1].GetDouble(), 0.9, 1);
        Assert.InRange(Estimate(found, "level-correlation of north and south"), 0.9, 1);
        Assert.True(
            found.GetProperty("log_likelihood").GetDouble() > found.GetProperty("log_likelihood_separate").GetDouble() + 50);
        Assert.Equal(4, found.GetProperty("forecast").GetProperty("south").GetProperty("mean").GetArrayLength());
        Assert.Equal(
            150, found.GetProperty("components").GetProperty("north").GetProperty("level").GetProperty("mean").GetArrayLength());
        Assert.Equal(
            "timestamp,north,north_level,north_level_standard_error,north_forecast,north_forecast_lower,north_forecast_upper,south,"
                + "south_level,south_level_standard_error,south_forecast,south_forecast_lower,south_forecast_upper",
            File.ReadLines(place).First());
        Assert.Equal(155, File.ReadLines(place).Count());
        Assert.Contains("Series and components: south", File.ReadAllText(page), StringComparison.Ordinal);
        CliRun.Of(["statespace", file, "--joint", "--posterior"]).AssertRefused("--joint", "--posterior");
        CliRun.Of(["statespace", file, "--joint", "--column", "north"]).AssertRefused("takes 2 to 12");
        Assert.Equal(2, Document("statespace", file, "--json").GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void What_cannot_be_modelled_is_refused_with_a_sentence()
    {
        string file = Walk();
        CliRun.Of(["statespace", file, "--column", "flat"]).AssertRefused("flat", "constant");
        CliRun.Of(["statespace", file, "--model", "walk"]).AssertRefused("local-level", "damped-trend");
        CliRun.Of(["statespace", file, "--harmonics", "2"]).AssertRefused("--season");
        CliRun.Of(["statespace", file, "--cycle", "9"]).AssertRefused("--cycle", "18..100");
        CliRun.Of(["statespace", file, "--cycle", "1..9"]).AssertRefused("at least 2");
        CliRun.Of(["statespace", file, "--season", "4", "--harmonics", "3"]).AssertRefused("1 to 2");
        CliRun.Of(["statespace", file, "--draws", "100"]).AssertRefused("--posterior");
        CliRun.Of(["statespace", file, "--regressor", "cause", "--horizon", "3"]).AssertRefused("--horizon");
        CliRun.Of(["statespace", file, "--column", "x", "--regressor", "x"]).AssertRefused("explain itself");
        CliRun.Of(["statespace", file, "--season", "1"]).AssertRefused("--season", "from 2");
        CliRun.Of(["statespace", file, "--column", "x", "--season", "200"]).AssertRefused("need at least");
    }

    private static double Estimate(JsonElement found, string name) =>
        found.GetProperty("parameters").GetProperty(name).GetProperty("estimate").GetDouble();

    private static JsonElement Document(params string[] args)
    {
        CliRun run = CliRun.Of(args);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private string Walk()
    {
        Random random = new(4);
        double level = 10;
        return Write("walk.csv", "day,x,flat,cause,other", Enumerable.Range(0, 120).Select(day =>
        {
            double cause = random.NextDouble(), value = (level += random.NextDouble() - 0.5) + (2 * random.NextDouble()) + (3 * cause);
            return FormattableString.Invariant(
                $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{value},5,{cause},{random.NextDouble()}");
        }));
    }

    private string Write(string name, string header, IEnumerable<string> lines)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllLines(path, lines.Prepend(header));
        return path;
    }
}
