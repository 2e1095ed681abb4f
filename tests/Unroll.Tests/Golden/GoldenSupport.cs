using System.Text.Json;

namespace Unroll.Tests.Golden;

/// <summary>Tells which golden cases can be run today, and what the others wait for.</summary>
internal static class GoldenSupport
{
    private static readonly HashSet<string> _layers = ["dense", "lstm", "gru", "simple_rnn", "conv1d", "max_pool1d", "average_pool1d"];

    private static readonly HashSet<string> _losses =
    [
        "mean_squared_error", "mean_absolute_error", "huber", "binary_crossentropy_logits", "categorical_crossentropy_logits",
        "sparse_categorical_crossentropy_logits", "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy",
        "gaussian_nll", "kl_divergence", "quantile",
    ];

    private static readonly HashSet<string> _optimizers = ["sgd", "sgd_momentum", "sgd_nesterov", "sgd_clip_norm", "sgd_clip_value", "adam"];

    // Known to be missing. A kind that is in none of the lists is a surprise and fails.
    private static readonly HashSet<string> _laterKinds =
    [
        "adagrad", "adamw", "rmsprop", "sgd_weight_decay",
    ];

    private static readonly Dictionary<string, string> _laterOptions = new()
    {
        ["weightDecay"] = "weight decay",
        ["l2"] = "weight decay",
    };

    /// <summary>Whether the tests have heard of the case's kind.</summary>
    public static bool IsKnown(GoldenCase golden) => golden.Kind.Length == 0
        ? golden.Name == GoldenNetwork.OneToMany || GoldenNote.IsReadable(golden.Text("note", "")) || GoldenRecurrent.Takes(golden)
        : _laterKinds.Contains(golden.Kind) || GoldenLayer.Kinds.Contains(golden.Kind) || Kinds(golden).Contains(golden.Kind);

    /// <summary>What a case waits for; null if it can be run.</summary>
    /// <exception cref="NotSupportedException">The kind is unknown altogether.</exception>
    public static string? WaitsFor(GoldenCase golden)
    {
        if (!IsKnown(golden))
        {
            throw new NotSupportedException(
                $"Golden case {golden.Name} is of the unknown kind '{golden.Kind}': run it, or add it to the lists of what is not yet supported.");
        }

        if (golden.Kind.Length == 0 || GoldenRecurrent.Takes(golden))
        {
            return null;
        }

        if (_laterKinds.Contains(golden.Kind))
        {
            return golden.Kind;
        }

        // An option that is in no list is not skipped over in silence: the case is run, and fails if the option matters.
        foreach (JsonProperty option in golden.Config.EnumerateObject())
        {
            if (_laterOptions.TryGetValue(GoldenCase.OptionName(option.Name), out string? missing)
                && option.Value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
            {
                return missing;
            }
        }

        return null;
    }

    private static HashSet<string> Kinds(GoldenCase golden) => golden.IsLoss ? _losses : golden.IsOptimizer ? _optimizers : _layers;
}
