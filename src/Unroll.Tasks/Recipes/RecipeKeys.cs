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
        new("task", "`forecast`", "`forecast`"),
        new("season", "whole number from 1", "from the interval"),
        new("data", "section", Required),
        new("data.dataset", "text", None),
        new("data.file", "text", None),
        new("data.time", "text", "found"),
        new("data.target", "text", Required),
        new("data.unit", "text", None),
        new("data.columns", "list of texts", "`[]`"),
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
        new("window", "section", Required),
        new("window.length", "whole number from 1", Required),
        new("window.horizon", "whole number from 1", "`1`"),
        new("split", "section", "`{train: 0.7, validation: 0.15, test: 0.15}`"),
        new("split.train", "range or share", Required),
        new("split.validation", "range or share", Required),
        new("split.test", "range or share", Required),
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
        new("train.loss", "`mean-squared-error`, `mean-absolute-error`, `huber` or section", "`mean-squared-error`"),
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
