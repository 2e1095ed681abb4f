namespace Unroll.Architecture.Tests;

/// <summary>Arrows between the folders of a project point down.</summary>
public class FolderTests
{
    private static readonly Floors[] _projects =
    [
        new("Unroll",
            [
                ".", "Kernels Catalogue Formats Data Probability", "Initializers Regularizers Schedules Optimizers Augmentations",
                "Losses Metrics", "Layers",
                "Models Training", "Interchange",
            ],
            ("Parameter", "AlignedBuffer", "the weights lie in memory that kernels read"),
            ("Formats", "AlignedBuffer", "weights are read into the memory that kernels read"),
            ("Formats", "FiniteNumbers", "weights are checked as they are read"),
            ("Parameter", "Regularizer", "a weight carries its penalty"),
            ("Losses", "Metrics", "each loss is a metric, too"),
            ("Metrics", "Losses", "each loss is a metric, too"),
            ("Layer", "Signal", "Layer.Apply is how graphs are written"),
            ("Layer", "Application", "Layer.Apply is how graphs are written"),
            ("BlockLayer", "Models", "a block is a layer that holds a small graph"),
            ("BlockWorkspace", "ShardPass", "a block is a layer that holds a small graph"),
            ("Bidirectional", "Signal", "describes the graph of its block"),
            ("TemporalConvolution", "Signal", "describes the graph of its block"),
            ("TransformerEncoder", "Signal", "describes the graph of its block"),
            ("LayerStack", "Signal", "describes the graph of its block"),
            ("LayerSequence", "Signal", "describes the graph of its block"),
            ("Residual", "Signal", "describes the graph of its block"),
            ("Inception", "Signal", "describes the graph of its block"),
            ("ReversibleNormalization", "Signal", "describes the graph of its block"),
            ("TemporalLinear", "Signal", "describes the graph of its block"),
            ("NLinear", "Signal", "describes the graph of its block"),
            ("DLinear", "Signal", "describes the graph of its block"),
            ("ChannelIndependent", "Models", "a layer that holds a small graph"),
            ("Models", "Training", "a model fits itself, with what trains it"),
            ("Training", "Models", "a training is that of a model")),
        new("Unroll.Insight", ["Attribution", "Recurrence Texts Gradients"],
            ("SampleFunction", "LayerFinder", "embeddings inside a network are found as recurrent layers are")),
        new("Unroll.Series", ["Frames", "Reading", "Preparing Windowing", "Texts", "Samples Profiling", "DataSets"]),
        new("Unroll.Analysis",
            [
                ". Numerics", "Periodicity StateSpace Markov Streaming", "Trend Matching ChangePoints", "Decomposition",
                "Models Estimators", "Anomalies", "Characteristics",
            ]),
        new("Unroll.Analysis.Trees", ["."]),
        new("Unroll.Tasks",
            [
                "Explaining Classical", "Recipes Learning", "Analysing Runs Evaluation", "Sequences",
                "Forecasting Classification Regression Labelling Generation Translation", "Proposals Guide Running",
            ],
            ("Recipes", "LearningTask", "a recipe names its task, which says what sections it needs"),
            ("Learning", "Recipes", "a task learns what its recipe says"),
            ("LearningTask", "ForecastTask", "the line of registration"),
            ("LearningTask", "ClassificationTask", "the line of registration"),
            ("LearningTask", "RegressionTask", "the line of registration"),
            ("LearningTask", "LabelTask", "the line of registration"),
            ("LearningTask", "GenerationTask", "the line of registration"),
            ("LearningTask", "TranslationTask", "the line of registration"),
            ("Learner", "RunFolder", "Learner.Save and Load, the short way to a run's folder"),
            ("Learner", "SavedRun", "Learner.Save and Load, the short way to a run's folder"),
            ("TaskLearner", "SavedRun", "Learner.Save and Load, the short way to a run's folder")),
        new("Unroll.Audio", ["Reading Features", "."]),
        new("Unroll.Reports", ["Html Analysis", "Renderers", "Sections", "."],
            ("RunFacts", "ReportWriter", "a run's facts name the version")),
        new("Unroll.Cli", ["Databases .", "Display", "Running", "Commands"],
            ("Program", "CommandTree", "the entry point"),
            ("Program", "Globalization", "the entry point"),
            ("Program", "UsageErrors", "the entry point")),
    ];

    public static TheoryData<string> Projects => [.. _projects.Select(project => project.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_uses_only_folders_below(string project)
    {
        Floors floors = _projects.Single(floors => floors.Project == project);
        HashSet<(string, string, string)> needed = [];
        List<string> wrong = [];
        foreach (Use use in House.Uses.Where(use => use.From.Project == project && use.To.Project == project && use.From != use.To))
        {
            (int from, int to) = (floors.LevelOf(use.From), floors.LevelOf(use.To));
            if (from > to && to >= 0)
            {
                continue;
            }

            (string, string, string)[] exceptions = [.. floors.ExceptionsFor(use)];
            needed.UnionWith(exceptions);
            if (exceptions.Length == 0)
            {
                wrong.Add($"{use} ({use.From} → {use.To})");
            }
        }

        Assert.True(wrong.Count == 0, $"Uses that do not point down:\n{string.Join('\n', wrong.Order())}");
        Assert.Empty(floors.Exceptions.Except(needed));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_folder_stands_on_a_floor(string project)
    {
        string source = Path.Combine(Repository.Root, "src", project);
        IEnumerable<string> folders = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(source, file).Split('/', '\\'))
            .Select(parts => parts.Length == 1 ? "." : parts[0])
            .Distinct().Order();

        Assert.Equal(folders, _projects.Single(floors => floors.Project == project).Levels.SelectMany(level => level.Split(' ')).Order());
    }

    [Fact]
    public void A_task_is_known_by_name_only_where_it_stands_is_registered_or_proposed()
    {
        string[] tasks = ["Forecasting", "Classification", "Regression", "Labelling", "Generation"];
        string[] allowed =
        [
            "Unroll.Tasks/Proposals", // proposes recipes of forecasts and of classes
            "Unroll.Cli/Commands Unroll.Tasks.Forecasting.ForecastTask", // inspect shows the windows of a forecast's recipe
            "Unroll.Cli/Commands Unroll.Tasks.Forecasting.ForecastPlan",
            "Unroll.Cli/Display Unroll.Tasks.Forecasting.ForecastPlan",
            "Unroll.Tasks/Learning Unroll.Tasks.Forecasting.ForecastTask", // the lines of registration
            "Unroll.Tasks/Learning Unroll.Tasks.Classification.ClassificationTask",
            "Unroll.Tasks/Learning Unroll.Tasks.Regression.RegressionTask",
            "Unroll.Tasks/Learning Unroll.Tasks.Labelling.LabelTask",
            "Unroll.Tasks/Learning Unroll.Tasks.Generation.GenerationTask",
            "Unroll.Cli/Commands Unroll.Tasks.Generation.GenerationTask", // generate shows text as it is drawn
            "Unroll.Cli/Commands Unroll.Tasks.Generation.GenerationOptions",
            "Unroll.Cli/Commands Unroll.Tasks.Generation.TextGenerator",
        ];

        IEnumerable<string> others = House.Uses
            .Where(use => use.To.Project == "Unroll.Tasks" && tasks.Contains(use.To.Folder) && use.From != use.To)
            .Where(use => !allowed.Contains(use.From.ToString()) && !allowed.Contains($"{use.From} {use.ToType}"))
            .Select(use => use.ToString());

        Assert.Empty(others);
    }
}
