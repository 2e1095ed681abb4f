using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Tasks.Analysing;

namespace Unroll.Tasks.Tests.Analysing;

/// <summary>Fluctuations that grow with the level of a series, which parts that add up do not suit.</summary>
public sealed class SpreadByLevelTests : IDisposable
{
    private const int Rows = 240, Season = 12;

    private static readonly StateSpaceAnalysis _levels =
        new(new StateSpaceAnalysisOptions { Model = "local-linear-trend", Season = Season });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shares_of_the_level_are_told_and_their_logarithms_are_not()
    {
        double[] shares = Made(1, (row, noise) => 100 * Math.Exp((0.008 * row) + (0.2 * Wave(row)) + (0.05 * noise)));

        AnalysisResult result = Analysed(_levels, shares);

        string note = Assert.Single(result.Summary, line => line.StartsWith("Fluctuations grow with the level", StringComparison.Ordinal));
        Assert.Contains("logarithms", note, StringComparison.Ordinal);
        Assert.Equal(note, Assert.Single((JsonArray)result.Document["notes"]!)!.GetValue<string>());
        Assert.DoesNotContain(
            Analysed(_levels, [.. shares.Select(value => Math.Log(value))]).Summary,
            line => line.StartsWith("Fluctuations", StringComparison.Ordinal));
    }

    [Fact]
    public void A_decomposition_whose_parts_add_up_tells_it_and_factors_do_not()
    {
        double[] shares = Made(2, (row, noise) => 100 * Math.Exp((0.008 * row) + (0.2 * Wave(row)) + (0.05 * noise)));
        DecompositionAnalysisOptions options = new() { Periods = [Season], Method = DecompositionMethod.Classical };

        Assert.Contains(
            Analysed(new DecompositionAnalysis(options), shares).Summary,
            line => line.Contains("--multiplicative", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Analysed(new DecompositionAnalysis(options with { IsMultiplicative = true }), shares).Summary,
            line => line.StartsWith("Fluctuations", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_periods_are_told_of_logarithms_alone()
    {
        double[] shares = Made(3, (row, noise) => 100 * Math.Exp((0.008 * row) + (0.2 * Wave(row)) + (0.05 * noise)));
        string note = Assert.Single(
            Analysed(new DecompositionAnalysis(new() { Periods = [Season, 2 * Season] }), shares).Summary,
            line => line.StartsWith("Fluctuations", StringComparison.Ordinal));
        Assert.EndsWith("take the logarithms of the values.", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_together_are_told_by_name_and_regressors_are_left_alone()
    {
        double[] shares = Made(4, (row, noise) => 100 * Math.Exp((0.008 * row) + (0.2 * Wave(row)) + (0.05 * noise)));
        string path = _folder.Write("two.csv", "a,b\n" + string.Concat(shares.Select(
            (value, row) => FormattableString.Invariant($"{value:R},{50 + (5 * Wave(row)) + (row % 5):R}\n"))));
        AnalysisResult joint = Of(new() { Model = "local-linear-trend", Season = Season, IsJoint = true }, new());
        Assert.StartsWith("a: Fluctuations", Assert.Single(Told(joint)), StringComparison.Ordinal);
        Assert.Empty(Told(Of(
            new() { Model = "local-linear-trend", Season = Season, Regressors = ["b"] }, new() { Columns = ["a"], Regressors = ["b"] })));

        AnalysisResult Of(StateSpaceAnalysisOptions options, AnalysisSourceOptions of)
        {
            AnalysisSource source = AnalysisSource.Read(path, of);
            return new StateSpaceAnalysis(options).Analyse((options.IsJoint ? source.Join() : source).Columns[0]);
        }

        string[] Told(AnalysisResult result) =>
            [.. result.Summary.Where(line => line.Contains("Fluctuations", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("a season of the same size on a trend")]
    [InlineData("a random walk")]
    [InlineData("a random walk with a season")]
    [InlineData("a random walk that drifts")]
    [InlineData("noise with outliers")]
    [InlineData("values around zero")]
    public void Other_series_are_mostly_left_alone(string kind)
    {
        const int Series = 200;
        int season = kind.Contains("season", StringComparison.Ordinal) ? Season : 1;
        int told = Enumerable.Range(0, Series).Count(
            seed => SpreadByLevel.PowerOf(Other(kind, (ulong)seed), season) is not null);

        // A test at 1 % is wrong of one series in a hundred.
        Assert.InRange(told, 0, 6);
    }

    [Fact]
    public void Gaps_and_constant_stretches_are_no_matter()
    {
        double[] shares = Made(3, (row, noise) => 100 * Math.Exp((0.008 * row) + (0.2 * Wave(row)) + (0.05 * noise)));
        foreach (int row in Enumerable.Range(0, Rows).Where(row => row % 10 == 3 || row is > 100 and < 120))
        {
            shares[row] = double.NaN;
        }

        Assert.InRange(SpreadByLevel.PowerOf(shares, Season)!.Value, 0.7, 1.3);
        Assert.Null(SpreadByLevel.PowerOf([.. Enumerable.Repeat(5.0, Rows)], 1));
        Assert.Null(SpreadByLevel.PowerOf([1, 2, 3], 1));
        Assert.Null(SpreadByLevel.PowerOf([], 1));
    }

    private static double[] Other(string kind, ulong seed)
    {
        double walk = 0;
        return Made(1000 + seed, (row, noise) => kind switch
        {
            "a season of the same size on a trend" => 100 + row + (10 * Wave(row)) + (3 * noise),
            "a random walk" => 200 + (walk += 5 * noise),
            "a random walk with a season" => 300 + (walk += 5 * noise) + (20 * Wave(row)),
            "a random walk that drifts" => 50 + (walk += 1 + (3 * noise)),
            "noise with outliers" => 20 + noise + (row % 90 == 17 ? 500 : 0),
            _ => noise,
        });
    }

    private static double[] Made(ulong seed, Func<int, double, double> value)
    {
        RandomStream random = new(seed, 0);
        return [.. Enumerable.Range(0, Rows).Select(row => value(row, random.NextNormal()))];
    }

    private static double Wave(int row) => Math.Sin(2 * Math.PI * row / Season);

    private AnalysisResult Analysed(SeriesAnalysis analysis, double[] values)
    {
        string path = _folder.Write(
            "values.csv", "value\n" + string.Concat(values.Select(value => value.ToString("R", CultureInfo.InvariantCulture) + "\n")));
        return analysis.Analyse(Assert.Single(AnalysisSource.Read(path).Columns));
    }
}
