using System.Text.Json.Nodes;
using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Models;

public class VectorAutoregressionTests
{
    [Fact]
    public void Order_coefficients_and_covariance_are_found()
    {
        double[][] columns = Series(6000);
        VectorAutoregressionFit fit = new VectorAutoregression { Criterion = OrderCriterion.Bic }.Fit(columns);

        Assert.Equal(2, fit.Order);
        double[,] first = fit.Coefficients(1), errors = fit.StandardErrors(1);
        Assert.Equal(0.5, first[0, 0], 4 * errors[0, 0]);
        Assert.Equal(0.4, first[1, 0], 4 * errors[1, 0]);
        Assert.Equal(0, first[0, 1], 4 * errors[0, 1]);
        Assert.Equal(-0.3, fit.Coefficients(2)[1, 1], 4 * fit.StandardErrors(2)[1, 1]);
        Assert.Equal(1, fit.ErrorCovariance[0, 0], 0.08);
        Assert.Equal(0.5, fit.ErrorCovariance[0, 1], 0.06);
    }

    /// <summary>Of one series it is the autoregression by least squares: forecasts go by its coefficients, with the sums of ψ².</summary>
    [Fact]
    public void One_series_is_forecast_by_its_coefficients()
    {
        double[] values = Series(300)[0];
        VectorAutoregressionFit fit = new VectorAutoregression { Order = 1 }.Fit([values]);
        ForecastResult forecast = Assert.Single(fit.Forecast(3));
        double constant = fit.Constants[0], phi = fit.Coefficients(1)[0, 0], error = Math.Sqrt(fit.ErrorCovariance[0, 0]);

        Assert.Equal(constant + (phi * values[^1]), forecast.Mean[0], 1e-9);
        Assert.Equal(constant + (phi * forecast.Mean[1]), forecast.Mean[2], 1e-9);
        Assert.Equal(error * Math.Sqrt(1 + (phi * phi) + Math.Pow(phi, 4)), forecast.StandardError[2], 1e-9);
    }

    [Fact]
    public void Responses_begin_with_the_factor_of_the_covariance_and_fade()
    {
        VectorAutoregressionFit fit = new VectorAutoregression { Order = 2 }.Fit(Series(2000));
        double[][,] responses = fit.ImpulseResponses(40);

        Assert.Equal(0, responses[0][0, 1]);
        Assert.Equal(Math.Sqrt(fit.ErrorCovariance[0, 0]), responses[0][0, 0], 1e-12);
        Assert.Equal(
            fit.ErrorCovariance[1, 1], (responses[0][1, 0] * responses[0][1, 0]) + (responses[0][1, 1] * responses[0][1, 1]), 1e-9);
        Assert.True(Math.Abs(responses[40][1, 0]) < 1e-3);
    }

    /// <summary>The F test by the sums of squares with and without the cause, which is the same.</summary>
    [Fact]
    public void Causes_are_told_from_what_follows()
    {
        double[][] columns = Series(400);
        VectorAutoregressionFit fit = new VectorAutoregression { Order = 2 }.Fit(columns);
        GrangerTest test = fit.GrangerCausality(cause: 1, effect: 0);
        double with = fit.ErrorCovariance[0, 0] * test.DenominatorDegrees;
        VectorAutoregressionFit alone = new VectorAutoregression { Order = 2 }.Fit([columns[0]]);
        double without = alone.ErrorCovariance[0, 0] * (398 - 3);

        Assert.Equal((without - with) / 2 / fit.ErrorCovariance[0, 0], test.Statistic, 1e-8);
        Assert.True(test.PValue > 0.01);
        Assert.True(fit.GrangerCausality(cause: 0, effect: 1).PValue < 1e-6);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused_with_a_sentence()
    {
        string Message(params double[][] columns) => Assert.Throws<InputException>(() => new VectorAutoregression().Fit(columns)).Message;
        double[] values = Series(100)[0];
        Assert.Contains("same", Message(values, [.. Enumerable.Repeat(1.0, 100)]));
        Assert.Contains("same length", Message(values, [1, 2, 3]));
        Assert.Contains("missing", Message([1, double.NaN, 3, 4, 5, 6, 7, 8]));
        Assert.Contains("longer", Message([1, 2, 4]));
        Assert.Contains("exactly", Message(values, [.. values.Select(value => 2 * value)]));
    }

    /// <summary>The order chosen is that of the least criterion by the likelihoods of all orders over the same times.</summary>
    [Theory]
    [InlineData(OrderCriterion.Aic, 2.0)]
    [InlineData(OrderCriterion.Bic, 5.3)]
    public void Order_has_the_least_criterion(OrderCriterion criterion, double penalty)
    {
        double[][] columns = [.. Series(207).Select(column => column.Select(value => 1e4 + value).ToArray())];
        double[] criteria =
        [
            .. Enumerable.Range(0, 8).Select(order =>
            {
                double[][] rest = [.. columns.Select(column => column[(7 - order)..])];
                return (-2 * new VectorAutoregression { Order = order }.Fit(rest).LogLikelihood) + (penalty * 2 * (1 + (2 * order)));
            }),
        ];

        Assert.Equal(
            Array.IndexOf(criteria, criteria.Min()),
            new VectorAutoregression { MaxOrder = 7, Criterion = criterion }.Fit(columns).Order);
    }

    [Fact]
    public void As_a_forecast_model_it_forecasts_the_first_series_by_all()
    {
        double[][] columns = Series(300);
        double[] constant = [.. Enumerable.Repeat(3.0, 300)];
        ObservedSeries series = new(columns[1]) { RelatedSeries = [constant, columns[0]] };
        VectorAutoregression model = new() { Order = 2 };
        VectorAutoregressionFit expected = model.Fit([columns[1], columns[0]]);
        ForecastFit fit = model.Fit(series), again = model.Apply(fit.ToJson(), series);

        Assert.Equal("VAR(2) of 2 series", fit.Description);
        Assert.Equal(expected.Forecast(5)[0].Mean, fit.Forecast(5).Mean);
        Assert.Equal(expected.Forecast(5)[0].StandardError, again.Forecast(5).StandardError);
        Assert.Equal(expected.Coefficients(1)[0, 1], fit.Parameters.Single(own => own.Name == "lag-1-of-2").Estimate);
        Assert.Equal(expected.StandardErrors(2)[0, 0], fit.Parameters.Single(own => own.Name == "lag-2").StandardError);
        Assert.Equal(fit.Forecast(4).Mean, new ForecastEnsemble([model]).Fit(series).Forecast(4).Mean);

        // A flag of weekends, and a sum of others, tell nothing.
        ObservedSeries more = new(columns[1])
        {
            RelatedSeries =
            [
                columns[0], [.. Enumerable.Range(0, 300).Select(t => t % 7 < 5 ? 0.0 : 1)],
                [.. columns[0].Zip(columns[1], (a, b) => a - b)],
            ],
        };
        ForecastFit without = new VectorAutoregression().Fit(more);
        Assert.EndsWith("of 2 series", without.Description);
        Assert.Contains("number 2, 3 is left out", without.Warning);

        // What comes after an origin is not looked at, and the values one step ahead are the fitted ones.
        ObservedSeries shorter = new(columns[1][..200]) { RelatedSeries = [constant[..200], columns[0][..200]] };
        Assert.Equal(fit.Apply(shorter).Forecast(6).Mean, fit.ForecastFrom(200, 6));
        Assert.Equal(fit.Fitted[200], fit.ForecastFrom(200, 1)[0]);
        Assert.Contains("has 0", Assert.Throws<InputException>(() => fit.Apply(new ObservedSeries(columns[1]))).Message);
        Assert.Contains("same times", Assert.Throws<InputException>(
            () => model.Fit(new ObservedSeries(columns[1]) { RelatedSeries = [columns[0][1..]] })).Message);
    }

    /// <summary>Of a meter that has counted far, the order is that of its small changes, and an exact course has a forecast.</summary>
    [Fact]
    public void Little_that_is_left_beside_much_still_tells_the_order()
    {
        double[] meter = new double[20_000];
        double error = 0;
        Random random = new(8);
        for (int t = 1; t < meter.Length; t++)
        {
            error = (0.9 * error) + MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);
            meter[t] = meter[t - 1] + 100 + (0.05 * error);
        }

        Assert.Equal(2, new VectorAutoregression().Fit([meter]).Order);
        double[] sine = [.. Enumerable.Range(0, 200).Select(t => Math.Sin(0.3 * t))];
        Assert.Equal(Math.Sin(0.3 * 204), new VectorAutoregression().Fit(new ObservedSeries(sine)).Forecast(5).Mean[4], 1e-6);
    }

    [Fact]
    public void Damaged_estimates_are_refused()
    {
        ObservedSeries series = new(Series(100)[0]);
        VectorAutoregression model = new() { Order = 2 };
        JsonObject estimates = model.Fit(series).ToJson();
        estimates["coefficients"]![0]!.AsArray().Add(1.0);
        estimates["covariance"]!.AsArray().Add(new JsonArray(1.0));

        Assert.Contains("damaged", Assert.Throws<InputException>(() => model.Apply(estimates, series)).Message);
    }

    private static double[][] Series(int count)
    {
        Random random = new(21);
        double[] first = new double[count + 50], second = new double[count + 50];
        for (int t = 2; t < first.Length; t++)
        {
            double shared = Normal(), own = Normal();
            first[t] = 1 + (0.5 * first[t - 1]) + shared;
            second[t] = (0.4 * first[t - 1]) + (0.2 * second[t - 1]) - (0.3 * second[t - 2]) + (0.5 * shared) + own;
        }

        return [first[50..], second[50..]];

        double Normal() => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);
    }
}
