using System.Numerics.Tensors;
using System.Reflection;
using System.Text.RegularExpressions;
using Unroll.Models;

namespace Unroll.PublicApi.Tests;

/// <summary>The names that the page for those who come from Keras and PyTorch gives are there, and its defaults hold.</summary>
public sealed partial class ComparisonPageTests
{
    private static readonly string _page = File.ReadAllText(Repository.PathOf("docs", "coming-from-keras-and-pytorch.md"));

    [Fact]
    public void Names_of_the_last_column_are_public()
    {
        string[] cells = [.. _page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---",
            StringComparison.Ordinal)).Select(line => line.Trim('|', ' ', '\r').Split(" | ")[^1])];
        string[] names = [.. cells.SelectMany(cell => Code().Matches(cell).Select(match => match.Groups[1].Value)).Distinct()];
        Assert.True(names.Length > 100, $"Only {names.Length} names were found.");
        Assert.Equal([], names.Where(name => !Exists(name)));
    }

    [Fact]
    public void Members_in_the_text_are_public()
    {
        string text = string.Join('\n', _page.Split('\n').Where(line => !line.StartsWith('|')));
        string[] names = [.. Code().Matches(text).Select(match => match.Groups[1].Value).Where(name => Member().IsMatch(name)).Distinct()];
        Assert.True(names.Length > 15, $"Only {names.Length} names were found.");
        Assert.Equal([], names.Where(name => !Exists(name)));
    }

    [Fact]
    public void Every_layer_loss_optimizer_and_callback_stands_in_it_or_is_of_our_own()
    {
        string[] own =
        [
            "PositionalEncoding", "TemporalConvolution", "Inception", "ChannelIndependent", "ReversibleNormalization", "TemporalLinear",
            "NLinear", "DLinear", "SegRnn", "Quantile", "StudentTLikelihood", "NegativeBinomialLikelihood",
        ];
        Type[] types =
        [
            .. Layers.Layer.Catalogue.Entries.Select(entry => entry.Type),
            .. Losses.Loss.Catalogue.Entries.Select(entry => entry.Type),
            .. Optimizers.Optimizer.Catalogue.Entries.Select(entry => entry.Type),
            .. Training.Callback.Catalogue.Entries.Select(entry => entry.Type),
        ];
        // Other tests register losses made of functions, whose type is not public.
        Assert.Equal([], types.Where(type => type.Assembly == typeof(Model).Assembly && type.IsPublic).Select(type => type.Name).Distinct()
            .Except(own).Where(name => !_page.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Defaults_are_as_it_says()
    {
        Assert.Equal(1e-8f, new Optimizers.AdamOptions().Epsilon);
        Assert.Equal((1e-7f, 0.9f), (new Optimizers.RmsPropOptions().Epsilon, new Optimizers.RmsPropOptions().Rho));
        Assert.Equal(
            [0.01f, 0.001f, 0.001f, 0.001f, 0.01f, 1f, 0.002f],
            new Optimizers.Optimizer[]
            {
                new Optimizers.Sgd(), new Optimizers.Adam(), new Optimizers.AdamW(), new Optimizers.RmsProp(), new Optimizers.Adagrad(),
                new Optimizers.Adadelta(), new Optimizers.Nadam(),
            }.Select(optimizer => optimizer.LearningRate));
        Assert.Equal(0.01f, new Optimizers.AdamW().WeightDecay);
        Assert.Equal((1e-3f, 0.99f), (new Layers.BatchNormalizationOptions().Epsilon, new Layers.BatchNormalizationOptions().Momentum));
        Assert.Equal(1e-3f, new Layers.LayerNormalizationOptions().Epsilon);
        Assert.True(new Layers.GruOptions().ResetAfter && new Layers.LstmOptions().UnitForgetBias);
        Assert.Equal((10, true), (new Training.EarlyStoppingOptions().Patience, new Training.EarlyStoppingOptions().RestoreBestWeights));
        Assert.Equal(
            (0.5f, 5), (new Training.ReduceLearningRateOnPlateauOptions().Factor, new Training.ReduceLearningRateOnPlateauOptions()
                .Patience));
    }

    [Fact]
    public void A_loop_of_ones_own_trains()
    {
        var model = new Sequential(new Layers.Input(5, 2), new Layers.Lstm(4), new Layers.Dense(1)) { Seed = 3 };
        var random = new RandomStream(1, 1);
        float[] batch = [.. Enumerable.Range(0, 32 * 5 * 2).Select(_ => (float)random.NextNormal())];
        float[] targets = [.. Enumerable.Range(0, 32).Select(row => batch[(row * 10) + 8])];
        model.Build();
        GradientProbe probe = new(model, rows: 32, timesteps: 5, training: true);
        double[] losses = new double[100];
        for (int step = 0; step < losses.Length; step++)
        {
            probe.Forward(batch);
            losses[step] = probe.Backward(new Losses.MeanAbsoluteError(), targets);
            foreach (Parameter parameter in model.Parameters.Where(parameter => parameter.IsTrainable))
            {
                TensorPrimitives.MultiplyAdd(probe.Gradient(parameter), -0.1f, parameter.Values, parameter.Values);
                parameter.MarkChanged();
            }
        }

        Assert.True(losses[^1] < 0.6 * losses[0], $"The loss went from {losses[0]} to {losses[^1]}.");
    }

    private static bool Exists(string name)
    {
        string[] parts = name.Split('.');
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        Type[] places = [typeof(Model), typeof(Series.Frames.Frame), typeof(Analysis.MissingValues), typeof(Tasks.Forecasting.Forecaster)];
        return places.SelectMany(place => place.Assembly.GetExportedTypes()).Any(type => type.Name == parts[0]
            && (parts.Length == 1 || (parts.Length == 2 && type.GetMember(parts[1], All).Length > 0)));
    }

    [GeneratedRegex(@"(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Z]\w+\.[A-Z]\w+$")]
    private static partial Regex Member();
}
