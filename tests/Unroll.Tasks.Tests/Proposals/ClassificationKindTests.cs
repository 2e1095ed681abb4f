using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>Proposals for kinds of series that archives of classification hold, trained as they are: none may end near a guess.</summary>
public class ClassificationKindTests
{
    public static TheoryData<string> Kinds => ["few", "long", "unequal", "rare", "many-classes", "channels", "short", "noise"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_proposal_beats_the_most_frequent_class_clearly(string kind)
    {
        SeriesSet set = Make(kind);
        RecipeProposal proposal = RecipeProposal.For(new ProposalSource($"{kind}.ts", new DataRecipe(), set, SeriesProfile.Of(set)), null);

        TrainingRun run = new Learner(RecipeReader.Parse(proposal.ToYaml("."), "proposed.yaml")).Fit(set);

        double guess = 1.0 / set.ClassNames.Count;
        Assert.InRange(run.Test.Model["balanced_accuracy"], guess + (0.6 * (1 - guess)), 1);
        Assert.InRange(run.Test.Model["accuracy"], run.Test.Baselines[0].Value["accuracy"], 1);
    }

    private static SeriesSet Make(string kind)
    {
        RandomStream random = new(11);
        return kind switch
        {
            // Twelve series of each class, as the smallest sets of the archive have.
            "few" => Set(24, 2, 1, _ => 60, (label, t, draw) => Bump(t, 15 + draw[0]) + (label * Bump(t, 35 + draw[0]))),

            // About a thousand steps, told by a frequency at any phase.
            "long" => Set(40, 2, 1, _ => 900 + random.NextInt32(200), (label, t, draw) => Math.Sin((t * (0.2 + (0.08 * label))) + draw[0])),

            // Lengths from 20 to 120: a dip or a bump, anywhere.
            "unequal" => Set(60, 2, 1, _ => 20 + random.NextInt32(100), (label, t, draw) => (label == 0 ? 3 : -3) * Bump(t, 8 + draw[0])),

            // One of twelve series is of the rare class.
            "rare" => Set(240, 12, 1, _ => 40, (label, t, draw) => label == 0 ? Bump(t, 20 + draw[0]) : 0, names: 2),

            "many-classes" => Set(144, 12, 1, _ => 32, (label, t, draw) =>
                Math.Sin((t * (0.25 + (0.2 * (label % 4)))) + draw[0]) + ((label / 4) * 1.5)),

            // Which of two of eight channels comes first.
            "channels" => Set(80, 2, 8, _ => 40, (label, t, draw) =>
                draw[3] == label ? Bump(t, 12 + draw[0]) : draw[3] == 1 - label ? Bump(t, 24 + draw[0]) : 0),

            "short" => Set(540, 3, 1, _ => 8, (label, t, draw) => (label - 1) * 0.5 * (t - 3.5)),

            // A pattern that is weaker than the noise at each step.
            _ => Set(100, 2, 1, _ => 80, (label, t, draw) => 0.7 * Math.Sin(t * (label == 0 ? 0.3 : 0.5))),
        };

        SeriesSet Set(
            int count, int classes, int channels, Func<int, int> length, Func<int, int, double[], double> value, int? names = null)
        {
            string[] columns = [.. Enumerable.Range(0, channels).Select(channel => FormattableString.Invariant($"x{channel}"))];
            return new SeriesSet([.. Enumerable.Range(0, count).Select(index =>
            {
                int label = names is null ? index % classes : index % classes == 0 ? 0 : 1, steps = length(index);
                double[] draw = [2 * random.NextNormal(), random.NextNormal(), random.NextNormal(), 0];
                string id = FormattableString.Invariant($"{index}");
                return new SeriesItem(id, new Frame(TimeIndex.Numbered(steps), columns, [.. columns.Select(
                    (_, channel) => Enumerable.Range(0, steps).Select(t =>
                        {
                            draw[3] = channel;
                            return value(label, t, draw) + ((kind == "noise" ? 1 : 0.1) * random.NextNormal());
                        }).ToArray())]))
                { Class = label };
            })], classNames: [.. Enumerable.Range(0, names ?? classes).Select(label => FormattableString.Invariant($"class {label}"))]);
        }

        static double Bump(int t, double at) => Math.Exp(-Math.Pow(t - at, 2) / 6);
    }
}
