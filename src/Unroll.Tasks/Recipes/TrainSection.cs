namespace Unroll.Tasks.Recipes;

/// <summary>Reads section train of a recipe.</summary>
internal static class TrainSection
{
    private static readonly string[] _forecastLosses = ["mean-squared-error", "mean-absolute-error", "huber"];

    private static readonly string[] _classificationLosses = ["cross-entropy", "binary-cross-entropy", "categorical-cross-entropy"];

    public static TrainRecipe Default(string task) => task == "classify" ? new TrainRecipe { Loss = "cross-entropy" } : new TrainRecipe();

    public static TrainRecipe Read(RecipeSection section, string task)
    {
        TrainRecipe defaults = Default(task);
        (string loss, double delta) = section.Or("loss", node => ReadLoss(node, task), (defaults.Loss, defaults.HuberDelta));
        return new TrainRecipe
        {
            Loss = loss,
            HuberDelta = delta,
            Optimizer = section.Or("optimizer", ReadOptimizer, defaults.Optimizer),
            LearningRate = section.Or("learning-rate", Positive, defaults.LearningRate),
            Batch = section.Or("batch", node => node.Integer(1), defaults.Batch),
            Epochs = section.Or("epochs", node => node.Integer(1), defaults.Epochs),
            Shuffle = section.Or("shuffle", node => node.Flag(), defaults.Shuffle),
            Clipping = ReadClipping(section),
            EarlyStopping = section.Find("early-stopping") is { } stopping ? ReadEarlyStopping(stopping.Section("train.early-stopping")) : null,
            ReduceOnPlateau = section.Find("reduce-on-plateau") is { } plateau ? ReadPlateau(plateau.Section("train.reduce-on-plateau")) : null,
            RestoreBest = section.Or("restore-best", node => node.Flag(), defaults.RestoreBest),
            Networks = section.Or("networks", node => node.Integer(1, 100), defaults.Networks),
            BalanceClasses = section.Find("class-weights") is { } weights
                && (task == "classify" ? weights.OneOf(("balanced", true), ("none", false)) : throw weights.Error("belongs to task: classify. A forecast has no classes.")),
            BucketByLength = section.Find("bucket-by-length") is { } buckets
                && (task == "classify" ? buckets.Flag() : throw buckets.Error("belongs to task: classify. The windows of a forecast are equally long.")),
            Seed = section.Or("seed", node => node.Seed(), defaults.Seed),
        };
    }

    private static (string Loss, double HuberDelta) ReadLoss(RecipeNode node, string task)
    {
        if (!node.IsSection || task == "classify")
        {
            string[] names = task == "classify" ? _classificationLosses : _forecastLosses;
            return (node.OneOf([.. names.Select(name => (name, name))]), 1);
        }

        RecipeSection huber = node.Section("train.loss").Need("huber", "huber: {delta: 1}").Section("train.loss.huber");
        return ("huber", huber.Or("delta", Positive, 1));
    }

    private static OptimizerRecipe ReadOptimizer(RecipeNode node)
    {
        if (!node.IsSection)
        {
            return node.OneOf<OptimizerRecipe>(("adam", new AdamRecipe()), ("sgd", new SgdRecipe()));
        }

        RecipeSection section = node.Section("train.optimizer");
        if (section.Names.Count != 1)
        {
            throw node.Error("give one optimizer, for example {adam: {beta1: 0.9}} or {sgd: {momentum: 0.9}}.");
        }

        if (section.Find("adam") is { } adamNode)
        {
            RecipeSection adam = adamNode.Section("train.optimizer.adam");
            AdamRecipe defaults = new();
            return new AdamRecipe(
                adam.Or("beta1", Share, defaults.Beta1), adam.Or("beta2", Share, defaults.Beta2), adam.Or("epsilon", Positive, defaults.Epsilon));
        }

        if (section.Find("sgd") is { } sgdNode)
        {
            RecipeSection sgd = sgdNode.Section("train.optimizer.sgd");
            double momentum = sgd.Or("momentum", Share, 0);
            bool nesterov = sgd.Or("nesterov", node => node.Flag(), false);
            return nesterov && momentum == 0
                ? throw sgdNode.Error("nesterov needs a momentum above 0, for example momentum: 0.9.")
                : new SgdRecipe(momentum, nesterov);
        }

        return section.Names[0] == "sgd" ? new SgdRecipe() : new AdamRecipe();
    }

    private static ClippingRecipe? ReadClipping(RecipeSection section)
    {
        (string Name, ClippingKind Kind)[] kinds =
            [("clip-norm", ClippingKind.Norm), ("clip-value", ClippingKind.Value), ("renormalize", ClippingKind.Renormalize)];
        ClippingRecipe? clipping = null;
        foreach ((string name, ClippingKind kind) in kinds)
        {
            if (section.Find(name) is not { } node)
            {
                continue;
            }

            if (clipping is not null)
            {
                throw node.Error("keep one of clip-norm, clip-value and renormalize.");
            }

            clipping = new ClippingRecipe(kind, Positive(node));
        }

        return clipping;
    }

    private static EarlyStoppingRecipe ReadEarlyStopping(RecipeSection section)
    {
        EarlyStoppingRecipe defaults = new();
        return new EarlyStoppingRecipe(
            section.Or("patience", node => node.Integer(1), defaults.Patience), section.Or("min-delta", NotNegative, defaults.MinDelta));
    }

    private static PlateauRecipe ReadPlateau(RecipeSection section)
    {
        PlateauRecipe defaults = new();
        return new PlateauRecipe(
            section.Or("factor", node => node.Number(x => x is > 0 and < 1, "a number above 0 and below 1"), defaults.Factor),
            section.Or("patience", node => node.Integer(1), defaults.Patience),
            section.Or("min-delta", NotNegative, defaults.MinDelta),
            section.Or("cooldown", node => node.Integer(0), defaults.Cooldown),
            section.Or("min-learning-rate", NotNegative, defaults.MinLearningRate));
    }

    private static double Positive(RecipeNode node) => node.Number(x => x > 0, "a number above 0");

    private static double NotNegative(RecipeNode node) => node.Number(x => x >= 0, "a number of at least 0");

    private static double Share(RecipeNode node) => node.Number(x => x is >= 0 and < 1, "a number from 0 to below 1");
}
