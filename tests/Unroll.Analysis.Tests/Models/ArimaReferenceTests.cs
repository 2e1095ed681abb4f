using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Models;

/// <summary>ARIMA models with regressors, with several maxima and with roots near 1, beside R forecast 8.20.</summary>
public class ArimaReferenceTests
{
    /// <summary>
    /// <c>Arima(y, order = c(1,0,0), xreg = cbind(x1, x2), method = "ML")</c> of the same series: estimates, standard errors (of the
    /// regressors too by the Hessian matrix of all parameters together) and forecasts.
    /// </summary>
    [Theory]
    [InlineData(
        false, -49.361703874296, 110.488113630945,
        new[] { 0.697817108974115, 5.04281045337317, 2.32836852698124, -0.595567539343199 },
        new[] { 0.109871767078587, 0.412226007995147, 0.132616394652196, 0.056484481848652 },
        new[] { 1.11192895986965, 1.96955051072055, 2.01298635562686, 6.64718291410016 })]
    [InlineData(
        true, -47.5302447652077, 106.935489530415,
        new[] { 0.692568444525304, 5.04906906834452, 2.38248279158705, -0.585878865594334 },
        new[] { 0.111670226440027, 0.408952345927066, 0.140616450356007, 0.0575208786133295 },
        new[] { 1.06172652433798, 1.94687983663475, 1.91764839899767, 6.6729533137877 })]
    public void Regressors_are_those_of_R(
        bool hasGaps, double logLikelihood, double criterion, double[] estimates, double[] errors, double[] forecast)
    {
        const int count = 40, horizon = 4;
        double[] noise = Noise(count, 7), first = Noise(count + horizon, 11);
        double[] second = [.. Enumerable.Range(0, count + horizon).Select(t => Math.Sin(t * t * 0.7) * 3)];
        double[] values = new double[count];
        double state = 0;
        for (int t = 0; t < count; t++)
        {
            state = (0.6 * state) + noise[t];
            values[t] = hasGaps && t is 9 or 17 ? double.NaN : 5 + state + (2 * first[t]) - (0.5 * second[t]);
        }

        ArimaFit fit = new Arima(new ArimaOrder(1, 0, 0), hasConstant: true)
            .FitArima(new ObservedSeries(values) { Regressors = [first, second] });

        Assert.Equal(logLikelihood, fit.LogLikelihood, 1e-6);
        Assert.Equal(criterion, fit.Aicc!.Value, 1e-6);
        Near.Equal(estimates, [.. fit.Parameters.SkipLast(1).Select(parameter => parameter.Estimate)], 1e-5);
        Assert.All(
            errors.Zip(fit.Parameters), pair => Assert.Equal(pair.First, pair.Second.StandardError!.Value, 1e-3 * pair.First));
        Near.Equal(forecast, fit.Forecast(horizon).Mean, 1e-5);
    }

    /// <summary>A single search ends lower: that of R, from the conditional sum of squares, at −55.94.</summary>
    [Fact]
    public void The_greatest_of_several_maxima_is_found()
    {
        double[] values =
        [
            101.2, 102.5, 104.2, 105.3, 106.1, 106.6, 106.2, 104.8, 103.7, 102.3, 100.7, 98.8, 96.7, 94.6, 92.2, 89, 85.6, 83.6, 82.3, 80.8,
            79.7, 79.3, 78.7, 78, 77.5, 77, 76.2, 75.8, 75.3, 74.7, 73.9, 73.2, 73.1, 72.8, 73.1, 72.2, 71, 70.2, 70.4, 71.6, 72.1, 72.2,
            72.3, 71.8, 70.4, 68.5, 66.1, 64, 62, 59.3, 55.9, 51.7, 48, 44.3, 40.5, 36.8, 32.9, 29.6, 26.9, 24.7, 22.5, 20.6, 18.6, 16.8,
            15.2, 14.1, 13, 11.8, 9.4, 6.1, 2.6, -1.3, -5.3, -8.3, -11.3, -13.9, -16.7, -19.5, -22.1, -24.7,
        ];

        ArimaFit fit = new Arima(new ArimaOrder(3, 1, 3), hasConstant: true).FitArima(new ObservedSeries(values));

        Assert.True(fit.LogLikelihood > -52.58, $"{fit.LogLikelihood}");
    }

    /// <summary><c>Arima(y, order = c(1,0,0), include.mean = FALSE, method = "ML")</c>: a level of 100 makes φ nearly 1.</summary>
    [Fact]
    public void A_root_may_be_as_near_to_1_as_that_of_R()
    {
        double[] values = [.. Noise(30, 5).Select(value => Math.Round(100 + value, 2))];

        ArimaFit fit = new Arima(new ArimaOrder(1, 0, 0)).FitArima(new ObservedSeries(values));

        Assert.Equal(-52.8417899413461, fit.LogLikelihood, 1e-6);
        Assert.Equal(0.999927997092449, fit.Parameters[0].Estimate, 1e-6);
    }

    /// <summary>
    /// Where two factors have roots nearly at 1 there are too few digits for a likelihood (it was wrong by 0.6, beside 60 digits): no
    /// search may end there.
    /// </summary>
    [Fact]
    public void Several_roots_too_near_to_1_have_no_likelihood()
    {
        ArimaOrder order = new(1, 0, 0, 1, 0, 0);
        ArimaLikelihood likelihood = new([.. Noise(24, 3).Select(value => 100 + value)], [], order, 4);

        Assert.True(double.IsFinite(likelihood.At([0.999, 0.99])));
        Assert.True(double.IsNaN(likelihood.At([0.9999, 0.9999])));
    }

    /// <summary>Sums of twelve numbers of a linear congruential generator, less their mean.</summary>
    private static double[] Noise(int count, long seed)
    {
        double[] values = new double[count];
        for (int t = 0; t < count; t++)
        {
            for (int i = 0; i < 12; i++)
            {
                seed = ((seed * 1103515245) + 12345) % 2147483648;
                values[t] += seed / 2147483648.0;
            }

            values[t] -= 6;
        }

        return values;
    }
}
