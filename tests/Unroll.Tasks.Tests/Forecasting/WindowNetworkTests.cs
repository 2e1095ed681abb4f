using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Recipes whose networks are blocks, or forecast from a window without a dense layer at their end.</summary>
public sealed class WindowNetworkTests
{
    private static readonly Frame _frame = SmallSeries.Create();

    [Theory]
    [InlineData("[linear: 2]")]
    [InlineData("[nlinear: 2]")]
    [InlineData("[dlinear: {horizon: 2, kernel-size: 7}]")]
    [InlineData("[seg-rnn: {horizon: 2, units: 16, segment-length: 7}]")]
    [InlineData("[revin: [channel-independent: [gru: 8, dense: 2]]]")]
    [InlineData("[channel-independent: {layers: [nlinear: 2]}]")]
    [InlineData("[residual: {layers: [conv1d: {filters: 8, kernel-size: 3, padding: same}], activation: relu}, flatten, dense: 4]")]
    public void A_network_for_two_targets_beats_the_naive_forecast(string model)
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            data: "{file: small.csv, target: [load, wind]}",
            prepare: "{steps: [scale: standard]}",
            window: "{length: 14, horizon: 2}",
            model: model,
            train: "{loss: mean-absolute-error, learning-rate: 0.02, epochs: 40, seed: 3}"));

        ForecastEvaluation load = forecaster.Fit(_frame).Part("test"), wind = load.FurtherTargets[0];

        Assert.True(load.Model["mae"] < 0.6 * load.Baseline("naive")["mae"], $"{load.Model["mae"]}");
        Assert.True(wind.Model["mae"] < 0.6 * wind.Baseline("naive")["mae"], $"{wind.Model["mae"]}");
    }

    [Fact]
    public void A_target_among_covariates_keeps_its_level()
    {
        // Nothing is scaled: the level of about 100 comes from the window alone, whose first feature is the target.
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            data: "{file: small.csv, target: load}",
            window: "{length: 14, horizon: 2}",
            model: "[reversible-normalization: {layers: [gru: 8, dense: 2], features: 0}]",
            train: "{loss: mean-absolute-error, learning-rate: 0.02, epochs: 40, seed: 3}"));

        ForecastEvaluation load = forecaster.Fit(_frame).Part("test");

        Assert.True(load.Model["mae"] < 0.6 * load.Baseline("naive")["mae"], $"{load.Model["mae"]}");
    }

    [Theory]
    [InlineData("[residual: [gru: {units: 4, from: input}], dense: 1]", "field model[1].residual[1].gru", "Leave from out")]
    [InlineData("[bidirectional: {layer: {gru: {units: 4, from: input}}}, dense: 1]", "field model[1].bidirectional", "Leave from out")]
    [InlineData("[residual: [conv1d: {filters: 4, kernel-size: 3}], flatten, dense: 1]", "field model[1]", "padding: same")]
    [InlineData("[revin: {layers: [dense: 3], features: [0, 1]}, flatten, dense: 1]", "field model[1]", "2 features a step")]
    [InlineData("[seg-rnn: {horizon: 1, units: 4, segment-length: 48}]", "field model[1]", "a smaller segment-length")]
    public void What_does_not_fit_is_told_at_the_layer(string model, string field, string advice)
    {
        var error = Assert.ThrowsAny<InputException>(() =>
            Forecaster.Create(SmallSeries.Recipe(data: "{file: small.csv, target: [load, wind]}", model: model)).Fit(_frame));
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }
}
