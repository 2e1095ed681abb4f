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

    private static bool Exists(string name)
    {
        string[] parts = name.Split('.');
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        return typeof(Model).Assembly.GetExportedTypes().Any(type => type.Name == parts[0]
            && (parts.Length == 1 || (parts.Length == 2 && type.GetMember(parts[1], All).Length > 0)));
    }

    [GeneratedRegex(@"(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Z]\w+\.[A-Z]\w+$")]
    private static partial Regex Member();
}
