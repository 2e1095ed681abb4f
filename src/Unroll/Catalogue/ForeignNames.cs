namespace Unroll.Catalogue;

/// <summary>
/// What Keras, PyTorch, scikit-learn, Darts, pandas and Hugging Face call the names of recipes, so that whoever comes from them is told
/// ours. Only names that are too far from ours for a slip stand here; blocks that are known by several names have aliases.
/// </summary>
internal static class ForeignNames
{
    private static readonly (string Own, string Foreign)[] _names =
    [
        // Layers and their settings.
        ("units", "hidden-size hidden-dim num-units n-units"),
        ("num-heads", "heads n-heads nhead"),
        ("key-dim", "head-dim head-size"),
        ("input-dim", "vocabulary vocab-size num-embeddings"),
        ("output-dim", "dimension embed-dim embedding-dim"),
        ("embedding-dim", "output-dim embed-dim"),
        ("feed-forward-units", "dim-feedforward intermediate-dim"),
        ("normalize-first", "norm-first"),
        ("causal", "use-causal-mask is-causal"),
        ("filters", "out-channels num-filters nb-filters"),
        ("pool-size", "kernel-size"),
        ("rate", "dropout p"),
        ("negative-slope", "slope alpha"),
        ("dilation-rate", "dilation"),
        ("epsilon", "eps"),
        ("merge-mode", "merge mode"),
        ("standard-deviation", "deviation stddev std sigma"),
        ("dense", "linear fully-connected fc"),
        ("temporal-convolution", "tcn"),
        ("max-pooling1d", "max-pool1d"),
        ("average-pooling1d", "avg-pool1d"),
        ("global-average-pooling1d", "adaptive-avg-pool1d"),
        ("global-max-pooling1d", "adaptive-max-pool1d"),
        ("random-normal", "normal truncated-normal"),
        ("random-uniform", "uniform"),
        ("start", "pre"),
        ("end", "post"),

        // Training.
        ("learning-rate", "lr initial-learning-rate"),
        ("rho", "alpha"),
        ("memory", "history-size"),
        ("epochs", "n-epochs num-epochs max-epochs nb-epochs"),
        ("schedule", "learning-rate-schedule lr-schedule lr-scheduler scheduler"),
        ("restore-best-weights", "restore-best keep-best"),
        ("reduce-learning-rate-on-plateau", "reduce-on-plateau reduce-lr-on-plateau reduce-lr"),
        ("min-learning-rate", "lowest min-lr eta-min end-learning-rate"),
        ("max-learning-rate", "peak max-lr"),
        ("length", "decay-steps first-decay-steps t-max t-0 total-steps warmup-steps"),
        ("growth", "t-mul t-mult"),
        ("rising-share", "pct-start"),
        ("start-divisor", "div-factor"),
        ("end-divisor", "final-div-factor"),
        ("factor", "gamma decay-rate"),
        ("every", "step-size decay-steps"),
        ("boundaries", "milestones"),
        ("learning-rates", "values"),
        ("clip-norm", "global-clipnorm max-norm max-grad-norm gradient-clip-val"),
        ("accumulation-steps", "gradient-accumulation-steps accumulate-grad-batches"),
        ("from-logits", "logits"),
        ("exponential-decay", "exponential-lr"),
        ("step-decay", "step-lr"),
        ("cosine-decay", "cosine-annealing cosine-annealing-lr"),
        ("cosine-decay-restarts", "cosine-restarts cosine-annealing-warm-restarts sgdr"),
        ("piecewise-constant", "piecewise-constant-decay multi-step-lr"),
        ("warm-up", "linear-lr"),

        // Losses and metrics.
        ("mean-absolute-error", "l1-loss"),
        ("huber", "smooth-l1 smooth-l1-loss"),
        ("gaussian-likelihood", "gaussian-nll gaussian-nll-loss"),
        ("binary-crossentropy", "bce-loss bce-with-logits"),
        ("matthews-correlation", "matthews-corrcoef mcc"),
        ("precision-recall-auc", "average-precision pr-auc"),
        ("cohen-kappa", "kappa"),

        // Windows, splits and steps.
        ("length", "input-chunk-length sequence-length lookback context-length input-size"),
        ("horizon", "output-chunk-length forecast-horizon prediction-length fh steps-ahead"),
        ("stride", "sequence-stride"),
        ("gap", "output-chunk-shift"),
        ("pad", "padding"),
        ("truncate", "truncating"),
        ("channels", "features"),
        ("count", "n-splits n-folds"),
        ("folds", "n-splits n-folds"),
        ("test", "test-size"),
        ("train", "train-size"),
        ("unseen", "handle-unknown"),
        ("min-count", "min-freq min-frequency min-periods"),
        ("vocabulary-size", "vocab-size max-tokens"),
        ("scale", "scaler standard-scaler normalize normalise standardize standardise"),
        ("impute", "fillna imputer simple-imputer"),
        ("power", "box-cox yeo-johnson power-transformer"),
        ("clip", "winsorize"),

        // Classical models and translation.
        ("alpha", "penalty lambda"),
        ("cost", "c"),
        ("neighbors", "n-neighbors k"),
        ("min-samples-leaf", "minimum-leaf min-leaf min-data-in-leaf min-child-samples"),
        ("leaves", "max-leaf-nodes num-leaves"),
        ("trees", "n-estimators num-trees"),
        ("hidden-units", "hidden-layer-sizes"),
        ("min-document-frequency", "min-df"),
        ("nearest-neighbors", "knn k-neighbors"),
        ("svm", "svc svr"),
        ("beam-width", "beam num-beams beam-size"),
        ("max-length", "max-new-tokens"),
    ];

    /// <summary>The name that a foreign one means here; null where it means none of those that are known.</summary>
    /// <param name="given">The name that was given, without hyphens and in capitals.</param>
    /// <param name="known">The names that are known where it stands.</param>
    public static string? Own(string given, IEnumerable<string> known) => _names
        .Where(name => name.Foreign.Split(' ').Any(foreign => Suggestion.Normal(foreign) == given))
        .Select(name => name.Own)
        .FirstOrDefault(known.Contains);
}
