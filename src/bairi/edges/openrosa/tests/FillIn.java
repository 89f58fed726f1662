import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.GeoPointData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.transport.payload.ByteArrayPayload;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/**
 * Fills a form in with JavaRosa, the engine inside ODK Collect: FillIn FOLDER NAME=ANSWER ... writes submission.xml.
 * NAME[2] is the question in the second entry of its repeat, which is added as there are answers for it.
 */
public class FillIn {
  record Beside(String path) implements Reference {
    public String getLocalURI() { return path; }
    public String getURI() { return path; }
    public boolean doesBinaryExist() { return new File(path).exists(); }
    public InputStream getStream() throws java.io.IOException { return new FileInputStream(path); }
    public boolean isReadOnly() { return true; }
    public OutputStream getOutputStream() { throw new UnsupportedOperationException(); }
    public void remove() { throw new UnsupportedOperationException(); }
    public Reference[] probeAlternativeReferences() { return new Reference[0]; }
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Map<String, String> answers = new HashMap<>();
    for (int n = 1; n < args.length; n++) answers.put(args[n].split("=", 2)[0], args[n].split("=", 2)[1]);

    ReferenceManager.instance().reset();
    ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(new String[] {"file-csv/", "file/"}) {
      protected Reference factory(String terminal, String uri) { return new Beside(folder.resolve(terminal).toString()); }
    });
    new JavaRosaCoreModule().registerModule();
    new XFormsModule().registerModule();
    FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(folder.resolve("form.xml").toFile()));
    form.initialize(true, new InstanceInitializationFactory());
    FormEntryModel model = new FormEntryModel(form);
    FormEntryController entry = new FormEntryController(model);
    while (entry.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) {
      String entryOf = "[" + (model.getFormIndex().getInstanceIndex() + 1) + "]";
      if (model.getEvent() == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
        if (answers.keySet().stream().anyMatch(name -> name.endsWith(entryOf))) entry.newRepeat();
        continue;
      }
      if (model.getEvent() != FormEntryController.EVENT_QUESTION) continue;
      FormEntryPrompt prompt = model.getQuestionPrompt();
      boolean repeated = model.getFormIndex().getInstanceIndex() >= 0;
      String name = prompt.getIndex().getReference().getNameLast() + (repeated ? entryOf : "");
      System.out.println(name + " | " + prompt.getQuestionText());
      if (!answers.containsKey(name)) continue;
      int status = entry.answerQuestion(prompt.getIndex(), answer(prompt, answers.get(name)), true);
      if (status != FormEntryController.ANSWER_OK) throw new IllegalStateException(name + " was refused: " + status);
    }
    form.postProcessInstance();
    ByteArrayPayload filled = (ByteArrayPayload) new XFormSerializingVisitor().createSerializedPayload(form.getInstance());
    Files.write(folder.resolve("submission.xml"), filled.getPayloadStream().readAllBytes());
  }

  static IAnswerData answer(FormEntryPrompt prompt, String text) {
    List<SelectChoice> choices = prompt.getSelectChoices();
    if (choices != null) {
      for (SelectChoice choice : choices)
        if (prompt.getSelectChoiceText(choice).split(" · ")[0].equals(text)) return new SelectOneData(choice.selection());
      throw new IllegalStateException(text + " is not among the choices: " + choices.size());
    }
    if (prompt.getDataType() == Constants.DATATYPE_GEOPOINT)
      return new GeoPointData(Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray());
    if (prompt.getDataType() == Constants.DATATYPE_TEXT) return new StringData(text);
    try {
      return new DecimalData(Double.parseDouble(text));
    } catch (NumberFormatException words) {
      return new StringData(text);
    }
  }
}
