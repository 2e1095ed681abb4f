using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Models;

/// <summary>
/// Models beside R's package forecast 8.20 (<c>auto.arima(x, approximation=FALSE)</c>, <c>ets(x, model, damped=FALSE)</c>), on series that
/// are made in the same way there.
/// </summary>
public class ForecastPackageTests
{
    /// <summary>A season that grows with the level is differenced, which <c>nsdiffs</c> says, too.</summary>
    [Theory]
    [InlineData(1, 246.978125)]
    [InlineData(2, 244.772153)]
    [InlineData(3, 223.971412)]
    [InlineData(12, 253.725559)]
    public void A_growing_season_is_differenced(int seed, double expected)
    {
        double[] season = [0.2, 0.3, 0.4, -0.9], noise = Noise(84, seed);
        double[] values =
        [
            .. noise.Select((error, t) => Math.Round(
                Math.Exp(0.04 * t) * (1 + (season[t % 4] * (0.3 + (t / 120.0))) + (0.2 * error)), 3)),
        ];

        var fit = Assert.IsType<ArimaFit>(new AutoArima().Fit(new ObservedSeries(values, 4)));

        Assert.Equal((1, 1), (fit.Order.D, fit.Order.SeasonalD));
        Assert.True(fit.Aicc < expected + 0.1, $"{fit.Description} has {fit.Aicc}.");
    }

    /// <summary>ARIMA(2,1,1)(0,1,0)[12], which a search from neighbour to neighbour misses by a lesser maximum of its likelihood.</summary>
    [RealDataFact]
    public void The_search_looks_again_from_other_starts()
    {
        ForecastFit fit = new AutoArima().Fit(new ObservedSeries(ClassicSeries.Airline, 12));

        Assert.True(fit.Aicc < 1018.165 + 0.1, $"{fit.Description} has {fit.Aicc}.");
    }

    [Theory]
    [InlineData(3, -1.627614, -10.589169)]
    [InlineData(9, -3.924145, -12.876678)]
    [InlineData(10, -9.375658, -18.800729)]
    public void Seasons_that_change_fast_are_found(int seed, double withSlope, double withoutSlope)
    {
        double[] season = [-0.5, 0, 0.3, 0.2], changes = Noise(60, (seed * 7) + 1), noise = Noise(60, (seed * 5) + 2);
        double[] values = new double[60];
        for (int t = 0; t < values.Length; t++)
        {
            season[t % 4] += 0.5 * changes[t];
            values[t] = Math.Round(5 + (0.03 * t) + season[t % 4] + (0.1 * noise[t]), 4);
        }

        double first = LogLikelihood(values, 4, EtsError.Additive, EtsTrend.Additive, EtsSeason.Additive);
        double second = LogLikelihood(values, 4, EtsError.Additive, EtsTrend.None, EtsSeason.Additive);
        Assert.True(first > withSlope - 1e-3, $"{first} with a slope.");
        Assert.True(second > withoutSlope - 1e-3, $"{second} without one.");
    }

    /// <summary>The steep beginning would be forecast below 0, where errors that multiply have no likelihood.</summary>
    [Fact]
    public void A_steep_fall_at_the_beginning_still_has_a_likelihood()
    {
        double[] noise = Noise(240, 8);
        double[] values =
        [
            .. noise.Select((error, t) =>
                Math.Round(Math.Max(0.2, ((20 * Math.Abs(((t + 15) % 60) - 30) / 10.0) - 8) * (1 + (1.2 * error))), 2)),
        ];

        double found = LogLikelihood(values, 1, EtsError.Multiplicative, EtsTrend.Additive, EtsSeason.None);

        Assert.True(double.IsFinite(found) && found > LogLikelihood(values, 1, EtsError.Multiplicative, EtsTrend.None, EtsSeason.None) - 5);
    }

    private static double LogLikelihood(double[] values, int season, EtsError error, EtsTrend trend, EtsSeason form) =>
        Assert.IsType<EtsFit>(new Ets(new EtsForm(error, trend, form)).Fit(new ObservedSeries(values, season))).Criterion / -2;

    /// <summary>Numbers between −1/2 and 1/2 that any language makes alike.</summary>
    private static double[] Noise(int count, int seed)
    {
        double[] noise = new double[count];
        for (int i = 0; i < count; i++)
        {
            seed = ((seed * 1103) + 12345) % 65536;
            noise[i] = (seed / 65536.0) - 0.5;
        }

        return noise;
    }
}
