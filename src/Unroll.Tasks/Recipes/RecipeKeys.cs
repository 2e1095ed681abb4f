namespace Unroll.Tasks.Recipes;

/// <summary>Every key that a recipe may have. The reader knows no others, and docs/recipes.md lists the same.</summary>
public static class RecipeKeys
{
    private const string Required = "required";
    private const string None = "—";

    /// <summary>The keys, in the order of a recipe.</summary>
    public static IReadOnlyList<RecipeKey> All { get; } =
    [
        new("name", "text", Required),
        new("task", "`forecast` or `classify`", "`forecast`"),
        new("season", "whole number from 1", "from the interval"),
        new("data", "section", Required),
        new("data.dataset", "text", None),
        new("data.file", "text", None),
        new("data.postgres", "text", None),
        new("data.query", "text", None),
        new("data.test-dataset", "text", None),
        new("data.test-file", "text", None),
        new("data.labels", "text", None),
        new("data.labels-dataset", "text", None),
        new("data.format", "`csv`, `tsv`, `json-lines`, `ts`, `tsf` or `idx`", "found"),
        new("data.time", "text", "found"),
        new("data.target", "text or list of texts", "required for `forecast`"),
        new("data.unit", "text", None),
        new("data.columns", "list of texts", "`[]`"),
        new("data.known", "list of texts", "`[]`"),
        new("data.id", "text", None),
        new("data.statics", "list of texts", "`[]`"),
        new("data.class", "text", None),
        new("data.delimiter", "`comma`, `semicolon`, `tab` or `pipe`", "found"),
        new("data.decimal", "`point` or `comma`", "found"),
        new("data.date-format", "text", "found"),
        new("data.time-zone", "text", None),
        new("data.encoding", "text", "found"),
        new("data.variable", "text", None),
        new("data.value", "text", None),
        new("data.missing", "list of texts", "the usual ones"),
        new("data.sort", "`true` or `false`", "`false`"),
        new("data.repeats", "`refuse`, `first`, `last` or `mean`", "`refuse`"),
        new("prepare", "section", None),
        new("prepare.scale", "`standard`, `min-max` or `none`", "`standard`"),
        new("prepare.missing", "`refuse` or `forward`", "`refuse`"),
        new("prepare.lags", "list", "`[]`"),
        new("prepare.lags[].column", "text", Required),
        new("prepare.lags[].steps", "list of whole numbers from 1", Required),
        new("prepare.calendar", "list", "`[]`"),
        new("prepare.calendar[].feature", "`day-of-week`, `day-of-year`, `month` or `hour`", Required),
        new("prepare.calendar[].encoding", "`cyclic` or `one-hot`", "`cyclic`"),
        new("prepare.calendar[].harmonics", "whole number from 1", "`1`"),
        new("prepare.holidays", "section", None),
        new("prepare.holidays.country", "text", None),
        new("prepare.holidays.file", "text", None),
        new("prepare.holidays.regional", "`population` or number from 0 to 1", "`population`"),
        new("prepare.holidays.around", "whole number from 0 to 31", "`1`"),
        new("prepare.holidays.year-end", "`true` or `false`", "`false`"),
        new("window", "section", "required for `forecast`"),
        new("window.length", "whole number from 1", Required),
        new("window.horizon", "whole number from 1", "`1`"),
        new("window.stride", "whole number from 1", "`1`"),
        new("window.gap", "whole number from 0", "`0`"),
        new("window.missing", "`refuse` or `skip`", "`refuse`"),
        new("window.max-gap", "span of time", None),
        new("sequence", "section", None),
        new("sequence.length", "whole number from 1, `longest` or `shortest`", "`longest`"),
        new("sequence.pad", "`end` or `start`", "`end`"),
        new("sequence.truncate", "`end` or `start`", "`end`"),
        new("sequence.split", "whole number from 1", None),
        new("split", "section", "`{train: 0.7, validation: 0.15, test: 0.15}`"),
        new("split.by", "`time`, `walk-forward`, `class`, `group` or `shuffled`", "`time`; `class` for `classify`"),
        new("split.train", "range or share", Required),
        new("split.validation", "range or share", Required),
        new("split.test", "range or share", Required),
        new("split.group", "text", None),
        new("split.embargo", "whole number from 0", "`0`"),
        new("split.folds", "whole number from 1 to 1000", "`1`"),
        new("split.rolling", "`true` or `false`", "`false`"),
        new("model", "list of layers", Required),
        new("model[].lstm", "units or section", None),
        .. Recurrent("lstm", gates: true),
        new("model[].lstm.unit-forget-bias", "`true` or `false`", "`true`"),
        new("model[].gru", "units or section", None),
        .. Recurrent("gru", gates: true),
        new("model[].gru.reset-after", "`true` or `false`", "`true`"),
        new("model[].simple-rnn", "units or section", None),
        .. Recurrent("simple-rnn", gates: false),
        new("model[].dense", "units or section", None),
        new("model[].dense.units", "whole number from 1", Required),
        new("model[].dense.activation", "activation", "`linear`"),
        new("model[].dense.bias", "`true` or `false`", "`true`"),
        new("model[].dropout", "number from 0 to below 1", None),
        new("model[].activation", "activation", None),
        new("train", "section", None),
        new("train.loss", "`mean-squared-error`, `mean-absolute-error`, `huber` or section; `cross-entropy`, `binary-cross-entropy` or `categorical-cross-entropy`", "`mean-squared-error`; `cross-entropy` for `classify`"),
        new("train.loss.huber", "section", None),
        new("train.loss.huber.delta", "number above 0", "`1`"),
        new("train.optimizer", "`adam`, `sgd` or section", "`adam`"),
        new("train.optimizer.adam", "section", None),
        new("train.optimizer.adam.beta1", "number from 0 to below 1", "`0.9`"),
        new("train.optimizer.adam.beta2", "number from 0 to below 1", "`0.999`"),
        new("train.optimizer.adam.epsilon", "number above 0", "`1e-8`"),
        new("train.optimizer.sgd", "section", None),
        new("train.optimizer.sgd.momentum", "number from 0 to below 1", "`0`"),
        new("train.optimizer.sgd.nesterov", "`true` or `false`", "`false`"),
        new("train.learning-rate", "number above 0", "`0.001`"),
        new("train.batch", "whole number from 1", "`32`"),
        new("train.epochs", "whole number from 1", "`50`"),
        new("train.shuffle", "`true` or `false`", "`true`"),
        new("train.clip-norm", "number above 0", None),
        new("train.clip-value", "number above 0", None),
        new("train.renormalize", "number above 0", None),
        new("train.early-stopping", "section", None),
        new("train.early-stopping.patience", "whole number from 1", "`10`"),
        new("train.early-stopping.min-delta", "number from 0", "`0`"),
        new("train.reduce-on-plateau", "section", None),
        new("train.reduce-on-plateau.factor", "number above 0 and below 1", "`0.5`"),
        new("train.reduce-on-plateau.patience", "whole number from 1", "`5`"),
        new("train.reduce-on-plateau.min-delta", "number from 0", "`0`"),
        new("train.reduce-on-plateau.cooldown", "whole number from 0", "`0`"),
        new("train.reduce-on-plateau.min-learning-rate", "number from 0", "`0`"),
        new("train.restore-best", "`true` or `false`", "`true`"),
        new("train.networks", "whole number from 1 to 100", "`1`"),
        new("train.class-weights", "`balanced` or `none`", "`none`"),
        new("train.seed", "whole number from 0", "`1`"),
    ];

    /// <summary>The names that a section knows, in the order of a recipe.</summary>
    /// <param name="section">The section, for example <c>prepare.calendar[]</c>; empty for the top.</param>
    public static IReadOnlyList<string> NamesIn(string section) => [.. All.Where(key => key.Section == section).Select(key => key.Name)];

    private static IEnumerable<RecipeKey> Recurrent(string layer, bool gates)
    {
        yield return new($"model[].{layer}.units", "whole number from 1", Required);
        yield return new($"model[].{layer}.return-sequences", "`true` or `false`", "`true` before another recurrent layer");
        yield return new($"model[].{layer}.activation", "activation", "`tanh`");
        if (gates)
        {
            yield return new($"model[].{layer}.recurrent-activation", "activation", "`sigmoid`");
        }

        yield return new($"model[].{layer}.bias", "`true` or `false`", "`true`");
    }
}
