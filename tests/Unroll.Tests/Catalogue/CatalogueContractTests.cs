using System.Text.Json.Nodes;
using Unroll.Augmentations;
using Unroll.Catalogue;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Schedules;
using Unroll.Training;

namespace Unroll.Tests.Catalogue;

/// <summary>What holds for every entry of every catalogue.</summary>
public sealed class CatalogueContractTests
{
    private static readonly Dictionary<string, Check> _catalogues = new()
    {
        ["layer"] = new Check<Layer>(Layer.Catalogue),
        ["input"] = new Check<Layer>(Input.Inputs),
        ["activation"] = new Check<ActivationFunction>(ActivationFunction.Catalogue),
        ["loss"] = new Check<Loss>(Loss.Catalogue),
        ["metric"] = new Check<Metric>(Metric.Catalogue),
        ["optimizer"] = new Check<Optimizer>(Optimizer.Catalogue),
        ["learning rate schedule"] = new Check<LearningRateSchedule>(LearningRateSchedule.Catalogue),
        ["initializer"] = new Check<Initializer>(Initializer.Catalogue),
        ["regularizer"] = new Check<Regularizer>(Regularizer.Catalogue),
        ["gradient clipping"] = new Check<GradientClipping>(GradientClipping.Catalogue),
        ["weight average"] = new Check<WeightAverage>(WeightAverage.Catalogue),
        ["augmentation"] = new Check<Augmentation>(Augmentation.Catalogue),
        ["callback"] = new Check<Callback>(Callback.Catalogue),
    };

    static CatalogueContractTests() => RnnCell.Catalogue.Register(
        new("my-cell", typeof(Layers.MinimalGatedCell), "The cell of the example.", Layers.MinimalGatedCell.Entry.Settings,
            Layers.MinimalGatedCell.Entry.Create)
        {
            Shorthand = Layers.MinimalGatedCell.Entry.Shorthand,
        });

    public static TheoryData<string, string> Entries
    {
        get
        {
            TheoryData<string, string> entries = [];
            foreach ((string catalogue, Check check) in _catalogues)
            {
                foreach (string name in check.Names)
                {
                    entries.Add(catalogue, name);
                }
            }

            return entries;
        }
    }

    public static TheoryData<string> Catalogues { get; } = [.. _catalogues.Keys];

    [Fact]
    public void A_layer_is_found_by_its_name_and_its_type_before_the_entries_of_others_are_made()
    {
        // A stack of layers alone is named otherwise than its type, and is found among all entries.
        foreach (Entry<Layer> entry in Layer.Catalogue.Entries.Where(entry =>
            entry.Type.Assembly == typeof(Layer).Assembly && entry.Type != typeof(LayerSequence)))
        {
            // As in a program that has asked for nothing else; the list of all entries, which would be made next, is empty here.
            BlockCatalogue<Layer> untouched = new("layer", () => []) { Listed = LayerList.Entries };

            Assert.Same(entry, untouched.Find(entry.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void What_is_made_from_the_example_is_written_and_read_back_the_same(string catalogue, string name) =>
        _catalogues[catalogue].RoundTrip(name);

    [Theory]
    [MemberData(nameof(Entries))]
    public void Defaults_are_those_of_the_class(string catalogue, string name) => _catalogues[catalogue].Defaults(name);

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_setting_can_be_set_and_is_written(string catalogue, string name) => _catalogues[catalogue].Settable(name);

    [Theory]
    [MemberData(nameof(Entries))]
    public void The_example_satisfies_the_schema(string catalogue, string name) => _catalogues[catalogue].Schema(name);

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Names_are_kebab_case_and_no_two_are_the_same(string catalogue) => _catalogues[catalogue].NamesAreClean();

    [Fact]
    public void Each_public_block_of_the_engine_has_an_entry()
    {
        Type[] blocks = [typeof(Layer), typeof(ActivationFunction), typeof(Loss), typeof(Metric), typeof(Optimizer),
            typeof(LearningRateSchedule), typeof(Initializer), typeof(Regularizer), typeof(WeightAverage), typeof(Augmentation)];
        HashSet<Type> known = [.. _catalogues.Values.SelectMany(check => check.Types), typeof(Lambda), typeof(LossMetric)];
        Assert.Equal([], typeof(Layer).Assembly.GetTypes().Where(type =>
            type.IsPublic && !type.IsAbstract && blocks.Any(type.IsSubclassOf) && !known.Contains(type)));
    }

    private abstract class Check
    {
        public abstract IReadOnlyList<string> Names { get; }

        public abstract IEnumerable<Type> Types { get; }

        public abstract void RoundTrip(string name);

        public abstract void Defaults(string name);

        public abstract void Settable(string name);

        public abstract void Schema(string name);

        public abstract void NamesAreClean();
    }

    private sealed class Check<T>(BlockCatalogue<T> catalogue) : Check
        where T : class
    {
        public override IReadOnlyList<string> Names { get; } = [.. catalogue.Names];

        public override IEnumerable<Type> Types => catalogue.Entries.Select(entry => entry.Type);

        public override void RoundTrip(string name)
        {
            Entry<T> entry = catalogue.Find(name)!;
            JsonNode example = FlowYaml.Read(entry.Example);
            T made = catalogue.Create(example);
            Assert.Same(entry, catalogue.EntryOf(made));
            JsonNode written = catalogue.Write(made);
            Assert.Equal(written.ToJsonString(),
                catalogue.ReadBlock(new JsonConfiguration(example, "The example")).ToJson().ToJsonString());
            T again = catalogue.Create(JsonNode.Parse(written.ToJsonString())!);
            Assert.Equal(written.ToJsonString(), catalogue.Write(again).ToJsonString());
            Assert.Equal(written.ToJsonString(), catalogue.Write(catalogue.BlockOf(made).Create()).ToJsonString());
        }

        public override void Defaults(string name)
        {
            // What is made from what is required alone has the defaults of the class: nothing else is written.
            (Entry<T> entry, JsonObject required) = Required(name);
            T made = catalogue.Create(new JsonObject { [name] = required });
            Assert.Equal(
                entry.Settings.Where(setting => setting.IsRequired).Select(setting => setting.Name),
                entry.ReadBack(made).Write(entry.Settings).Select(field => field.Key));
        }

        public override void Settable(string name)
        {
            (Entry<T> entry, JsonObject required) = Required(name);
            foreach (Setting setting in entry.Settings.Where(setting => !setting.IsRequired && setting.Name is not "from"))
            {
                Assert.True(SettingValuesToTry.All.Any(value => Changes(entry, required, setting, value)),
                    $"{name}: no value of {setting.Name} is written back.");
            }
        }

        public override void Schema(string name)
        {
            SchemaDefinitions definitions = new();
            JsonNode schema = catalogue.Schema(definitions);
            JsonObject all = definitions.ToJson();
            Assert.NotNull(JsonNode.Parse(all.ToJsonString()));
            JsonNode example = FlowYaml.Read(catalogue.Find(name)!.Example);
            Assert.True(SchemaCheck.Accepts(schema, example, all), $"The schema refuses {example}.");
            Assert.False(SchemaCheck.Accepts(schema, new JsonObject { [name] = new JsonObject { ["no-such-setting"] = 1 } }, all),
                "The schema takes a setting that is none.");
        }

        public override void NamesAreClean()
        {
            foreach (Entry<T> entry in catalogue.Entries)
            {
                Assert.All(entry.Settings.Select(setting => setting.Name).Append(entry.Name),
                    text => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", text));
                Assert.All(entry.Settings, setting => Assert.EndsWith(".", setting.Help, StringComparison.Ordinal));
                Assert.EndsWith(".", entry.Summary, StringComparison.Ordinal);

                // Sequential is the class of a whole model.
                if (entry.Type == typeof(LayerSequence))
                {
                    Assert.Equal("sequential", entry.Name);
                    continue;
                }

                if (typeof(T) != typeof(GradientClipping) && entry.Name != "reduce-learning-rate-on-plateau" && entry.Name != "my-cell")
                {
                    Assert.Equal(entry.Type.Name.ToLowerInvariant(), entry.Name.Replace("-", "", StringComparison.Ordinal));
                }
            }

            string[] words = [.. catalogue.Entries.SelectMany(entry =>
                entry.Aliases.Append(entry.ShortName).Append(entry.Name).Distinct())];
            Assert.Equal(words.Length, words.Distinct().Count());
        }

        private static bool Changes(Entry<T> entry, JsonObject required, Setting setting, JsonNode value)
        {
            var json = (JsonObject)required.DeepClone();
            json[setting.Name] = value.DeepClone();
            if (setting.Name == "nesterov")
            {
                json["momentum"] = 0.5;
            }

            try
            {
                JsonObject written = entry.ReadBack(entry.Read(new JsonConfiguration(json, "The test"))).Write(entry.Settings);
                return JsonNode.DeepEquals(JsonNode.Parse(written[setting.Name]?.ToJsonString() ?? "null"), value);
            }
            catch (InputException)
            {
                return false;
            }
        }

        private (Entry<T> Entry, JsonObject Required) Required(string name)
        {
            Entry<T> entry = catalogue.Find(name)!;
            JsonObject written = entry.ReadBack(catalogue.Create(FlowYaml.Read(entry.Example))).Write(entry.Settings);
            JsonObject required = [];
            foreach (Setting setting in entry.Settings.Where(setting => setting.IsRequired))
            {
                required[setting.Name] = written[setting.Name]?.DeepClone();
            }

            return (entry, required);
        }
    }
}
