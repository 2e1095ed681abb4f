namespace Unroll.Tests.Golden;

/// <summary>Tells which kinds of golden cases the tests know. A file of another kind is a surprise, and fails.</summary>
internal static class GoldenSupport
{
    private static readonly HashSet<string> _layers = ["dense", "lstm", "gru", "simple_rnn", "conv1d", "max_pool1d", "average_pool1d"];

    private static readonly HashSet<string> _losses =
    [
        "mean_squared_error", "mean_absolute_error", "huber", "binary_crossentropy_logits", "categorical_crossentropy_logits",
        "sparse_categorical_crossentropy_logits", "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy",
        "gaussian_nll", "kl_divergence", "quantile",
    ];

    private static readonly HashSet<string> _optimizers =
    [
        "sgd", "sgd_momentum", "sgd_nesterov", "sgd_clip_norm", "sgd_clip_value", "sgd_weight_decay", "adam", "adamw", "adagrad", "rmsprop",
        "adadelta", "amsgrad",
    ];

    /// <summary>Whether the tests have heard of the case's kind.</summary>
    public static bool IsKnown(GoldenCase golden) => golden.Kind.Length == 0
        ? golden.Name == GoldenNetwork.OneToMany || GoldenNote.IsReadable(golden.Text("note", "")) || GoldenRecurrent.Takes(golden)
        : GoldenLayer.Kinds.Contains(golden.Kind) || Kinds(golden).Contains(golden.Kind);

    /// <exception cref="NotSupportedException">The kind is unknown.</exception>
    public static void RequireKnown(GoldenCase golden)
    {
        if (!IsKnown(golden))
        {
            throw new NotSupportedException($"Golden case {golden.Name} is of the unknown kind '{golden.Kind}': let the tests run it.");
        }
    }

    private static HashSet<string> Kinds(GoldenCase golden) => golden.IsLoss ? _losses : golden.IsOptimizer ? _optimizers : _layers;
}
